"""``kg show``: what there is to name in other commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

import click
from rdflib.namespace import DCTERMS

from kg.commands.options import common, example
from kg.terminal import printable
from ontology.vocabulary import DEM, SCHEMA

Row = tuple[str, ...]

#: the steps of ``kg``, after those of ``extract.flow``
STEPS: dict[str, str] = {
    "validate": "graph -> report: shapes, and quotations against their positions",
    "store": "graphs -> durable dataset: one graph per article",
    "query": "name or file and parameters -> rows",
    "project": "dataset -> network of actors, topics, targets",
    "draw": "network -> one HTML file",
}
#: labels of an entry that a list shows; a ministry has forty spellings
SHOWN = 6


@click.group(epilog=example("kg show actors china", "kg show terms act", "kg show articles --store store"))
def command() -> None:
    """List steps, extractors, terms, queries, actors, cues, articles and more; words after it narrow the list."""


def _listing(name: str, summary: str, header: Row, rows: Callable[[str, Sequence[str]], Iterator[Row]]) -> None:
    @command.command(name, help=summary, epilog=example(f"kg show {name}"))
    @click.argument("words", nargs=-1, metavar="[WORD]...")
    @common
    def listing(words: tuple[str, ...], store: str, ontologies: tuple[str, ...]) -> int:
        wanted = [word.casefold() for word in words]
        found = [row for row in rows(store, ontologies) if all(w in " ".join(row).casefold() for w in wanted)]
        shown = [tuple(map(printable, row)) for row in found]
        for line in aligned([header, *shown]) if found else ():
            click.echo(line)
        if not found:
            click.echo(f"kg: no {name} match {' '.join(words)!r}" if words else f"kg: no {name}", err=True)
            return 1
        return 0


def aligned(rows: Sequence[Row]) -> Iterator[str]:
    """Lines with the columns under each other; tabs between columns stay out, for people read this."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def steps(store: str, ontologies: Sequence[str]) -> Iterator[Row]:
    from extract import flow

    yield from {**flow.STEPS, **STEPS}.items()


def extractors(store: str, ontologies: Sequence[str]) -> Iterator[Row]:
    from extract.attribute import ATTRIBUTORS

    for name, (attributor, version) in ATTRIBUTORS.items():
        yield name, version, (sys.modules[attributor.__module__].__doc__ or "").split("\n")[0]


def terms(store: str, ontologies: Sequence[str]) -> Iterator[Row]:
    from rdflib.namespace import RDF, RDFS, SKOS

    from ontology.knowledge import HERE, parse
    from ontology.vocabulary import ONTOLOGY

    path = HERE / "terms.ttl"
    facts: dict[str, dict[str, str]] = {}
    for t in parse(str(path), path.read_bytes()):
        facts.setdefault(str(t.subject).strip("<>"), {}).setdefault(t.predicate.value, t.object.value)  # type: ignore[union-attr]
    for iri, said in sorted(facts.items()):
        if not iri.startswith(ONTOLOGY) or "#" not in iri:
            continue
        space = iri.removeprefix(ONTOLOGY).split("#")[0].strip("/") or "dem"
        kind = said.get(str(RDF.type), "").rpartition("#")[2]
        meaning = said.get(str(SKOS.definition)) or said.get(str(RDFS.comment)) or said.get(str(RDFS.label)) or ""
        yield f"{space}:{iri.rpartition('#')[2]}", kind, " ".join(meaning.split())


def queries(store: str, ontologies: Sequence[str]) -> Iterator[Row]:
    from pathlib import Path

    import queries as shipped

    for path in sorted(Path(shipped.__path__[0]).glob("*/*.rq")):
        lines = path.read_text("utf-8").splitlines()
        titles = (line.split(":", 1)[1] for line in lines if line.startswith("#") and "title:" in line)
        yield path.stem, path.parent.name, next(titles, "").strip()


def actors(store: str, ontologies: Sequence[str]) -> Iterator[Row]:
    from ontology import knowledge

    for name, actor in sorted(knowledge.load(ontologies).actors.items()):
        yield name, actor.kind, actor.label, _some((*actor.labels[1:], *actor.demonyms, *actor.metonyms))


def _some(labels: Sequence[str]) -> str:
    rest = f" and {len(labels) - SHOWN} more" if len(labels) > SHOWN else ""
    return ", ".join(labels[:SHOWN]) + rest


def topics(store: str, ontologies: Sequence[str]) -> Iterator[Row]:
    from ontology import knowledge

    for name, topic in sorted(knowledge.load(ontologies).topics.items()):
        yield name, topic.label, ", ".join(topic.broader), ", ".join(topic.systems)


def systems(store: str, ontologies: Sequence[str]) -> Iterator[Row]:
    from ontology import knowledge

    for name, system in sorted(knowledge.load(ontologies).systems.items()):
        yield name, system.label, _some(system.labels[1:])


def cues(store: str, ontologies: Sequence[str]) -> Iterator[Row]:
    from ontology import knowledge

    for cue in sorted(knowledge.load(ontologies).cues, key=lambda c: (c.name, c.iri)):
        yield cue.name, cue.kind, cue.act, cue.stance or "", ", ".join(sorted(cue.complements)), ", ".join(cue.forms)


def stance_words(store: str, ontologies: Sequence[str]) -> Iterator[Row]:
    from ontology import knowledge

    for word in sorted(knowledge.load(ontologies).stances, key=lambda w: w.name):
        yield word.name, word.polarity, word.role, ", ".join(word.forms)


def posts(store: str, ontologies: Sequence[str]) -> Iterator[Row]:
    from ontology import knowledge

    for role in sorted(knowledge.load(ontologies).roles, key=lambda r: (r.post, r.since or "", r.person)):
        yield role.post, role.person, role.since or "", role.until or "", _some(role.titles)


_ARTICLES = f"""
SELECT ?article (SAMPLE(?day) AS ?published) (SAMPLE(?by) AS ?outlet) (SAMPLE(?head) AS ?title)
       (COUNT(DISTINCT ?statement) AS ?statements)
WHERE {{
  ?article <{DEM.documentId}> ?doc .
  OPTIONAL {{ ?article <{SCHEMA.datePublished}> ?day }}
  OPTIONAL {{ ?article <{DEM.outlet}> ?by }}
  OPTIONAL {{ ?article <{DCTERMS.title}> ?head }}
  OPTIONAL {{ ?statement <{DEM.inArticle}> ?article }}
}} GROUP BY ?article"""


def articles(store: str, ontologies: Sequence[str]) -> Iterator[Row]:
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        facts = {row["article"].value: row for row in opened.select(_ARTICLES) if row["article"] is not None}
        for article in opened.articles():
            row = facts[article.iri]
            told = (row[name].value if row[name] is not None else "" for name in _TOLD)
            yield article.doc, article.name, *told


_TOLD = ("published", "outlet", "statements", "title")


_listing("steps", "The steps of the program in their order.", ("step", "takes -> gives"), steps)
_listing("extractors", "What finds statements.", ("extractor", "version", "what it does"), extractors)
_listing("terms", "The terms of the ontology.", ("term", "kind", "meaning"), terms)
_listing("queries", "The shipped queries.", ("query", "kind", "title"), queries)
_listing(
    "actors", "The actors of the ontology and by what else they are called.", ("actor", "kind", "label", "also"), actors
)
_listing("topics", "The topics one can be for or against.", ("topic", "label", "broader", "systems"), topics)
_listing("systems", "The systems statements are about.", ("system", "label", "also"), systems)
_listing("cues", "The words that report a saying.", ("cue", "kind", "act", "stance", "complements", "forms"), cues)
_listing("stance-words", "The words that show a side.", ("word", "stance", "role", "forms"), stance_words)
_listing("posts", "Who held which post when.", ("post", "person", "since", "until", "titles"), posts)
_listing("articles", "The articles of a store.", ("document", "article", *_TOLD), articles)
