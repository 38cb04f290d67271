"""``kg build``: articles become named graphs in a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.records import STANDARD, Method
from kg.commands.options import base_option, common, example, method_options, reads, workers_option
from kg.commands.progress import watching
from kg.terminal import printable, say, say_unused
from ontology.vocabulary import DEM

if TYPE_CHECKING:
    from kg.store import Store

#: from this many new articles on, the store's files are arranged for reading after the load
MANY = 500


@dataclass
class Report:
    """What a build did; ``lines`` is the summary a person reads."""

    store: str
    changes: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    actors: set[str] = field(default_factory=set)
    positions: set[str] = field(default_factory=set)
    unresolved: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  #: what the user should know and is no failure
    faulty: list[str] = field(default_factory=list)  #: extension files in which something has no effect
    kept: tuple[str, ...] = ()
    joined: int = 0  #: articles read before in which actors now go by the name decided
    to_part: int = 0  #: articles read before whose actors are now decided otherwise, which needs their texts

    def lines(self) -> Iterator[str]:
        total = sum(self.changes.values())
        counts = ", ".join(f"{self.changes[kind]} {kind}" for kind in ("new", "replaced", "unchanged"))
        yield f"articles    {total} ({counts})"
        if total:
            yield f"statements  {self.statements}"
            yield f"actors      {len(self.actors)}"
            yield f"positions   {len(self.positions)}"
        if self.unresolved:
            kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(self.unresolved.items(), key=lambda i: (-i[1], i[0])))
            yield f"unresolved  {sum(self.unresolved.values())} ({kinds})"
        if self.kept:
            yield f"ontology    extended by {', '.join(self.kept)}, given to an earlier build and kept"
        if self.joined:
            yield f"decisions   articles read before that now name actors as decided: {self.joined}"
        if self.to_part:
            yield f"decisions   articles read before, to be built again for actors now kept apart: {self.to_part}"
        if total or self.joined or self.to_part:
            yield f"store       {self.store}"


@click.command(
    epilog=example(
        "kg build articles/ --store store",
        "kg build news.jsonl --ontology mine.ttl --workers 4",
        "kg build --ontology decisions.ttl --store store",
    )
)
@click.argument("paths", nargs=-1, metavar="PATH...")
@common
@base_option
@method_options
@workers_option
@reads
def command(
    paths: tuple[str, ...],
    store: str,
    ontologies: tuple[str, ...],
    base: str | None,
    attributor: str,
    sides: str,
    min_confidence: float,
    workers: int | None,
) -> int:
    """Read articles (files, folders, - for standard input) and keep their statements in a store.

    Adding an article again changes nothing; one whose text changed replaces its old self. What could not be read is
    listed, with exit code 1; the rest is stored all the same. Files given with --ontology are remembered; without a
    PATH they are laid over the store there is, and its articles take up what they decide on who is who.
    """
    if not paths and not ontologies:
        raise click.UsageError("Missing argument 'PATH...'; a store alone is built anew with --ontology FILE")
    with watching("building", "articles read") as progress:
        report = build(
            paths,
            store,
            ontologies=ontologies,
            base=base,
            method=Method(attributor, min_confidence, sides),
            workers=workers,
            progress=progress,
        )
    say_unused(report.failures)
    for warning in report.faulty:
        say(f"warning: {printable(warning)}")
    for note in report.notes:
        say(f"note: {printable(note)}")
    for line in report.lines():
        say(line)
    return 1 if report.failures or report.faulty else 0


def build(
    paths: Sequence[str | Path],
    store: str | Path = "store",
    *,
    ontologies: Sequence[str] = (),
    base: str | None = None,
    method: Method = STANDARD,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Reads, extracts and stores the articles of the paths; ``progress`` hears how many more were read.

    Extension files are remembered by the store: a later build without them extracts as this one did. Decisions in them
    on who is who hold for the articles stored before, too. Raises InputError, OntologyError or StoreError before
    anything is written; a store that does not exist is made once an article is read.
    """
    from extract.emit import ontology_quads, run_quads
    from kg import decide
    from kg.commands.derived import derived
    from kg.commands.harvest import Extensions, Harvest, Yield, parcels, run_of
    from kg.errors import StoreMissing
    from kg.store import Parcel, open_store
    from ontology.identifiers import BASE, Identifiers

    place = str(store)
    report = Report(place)
    try:
        with open_store(place, read_only=True) as existing:
            remembered, base = existing.extensions(), base or existing.base
            known = texts(existing)
    except StoreMissing:
        if not paths:
            raise
        remembered, known = {}, {}
    with Extensions(ontologies, remembered) as extensions:
        ontology = extensions.ontology
        report.kept = extensions.kept
        run = run_of(ontology, method)
        harvest = Harvest([str(path) for path in paths], known=known)
        yields = parcels(harvest, extensions, base, method, workers)
        first = next(yields, None)
        if first is not None or not paths:
            with open_store(place, create=True, base=base) as opened:
                identifiers = Identifiers(base or BASE)
                triples = (q.triple for q in ontology_quads(ontology, identifiers=identifiers))
                before = decide.standing(opened, "sameAs"), decide.standing(opened, "differentFrom")
                renewed = opened.set_ontology(triples, ontology.digest, extensions.files)
                opened.add_runs(q.triple for q in run_quads(run, identifiers=identifiers))

                def counted(found: Iterator[Yield]) -> Iterator[Parcel]:
                    for item in found:
                        report.statements += item.statements
                        report.actors |= item.actors
                        report.positions |= item.positions
                        report.unresolved.update(item.unresolved)
                        if progress:
                            progress(1)
                        yield item.parcel

                changes = opened.put_many(counted(chain([first] if first else (), yields)))
                report.changes.update(changes)
                if renewed:
                    withdrawn = before[0] - decide.standing(opened, "sameAs")
                    new = decide.standing(opened, "differentFrom") - before[1]
                    report.to_part = decide.parted(opened, withdrawn | new, ontology.digest)
                report.joined = decide.join(opened)
                opened.sweep()
                if (
                    renewed
                    or report.joined
                    or report.changes["new"]
                    or report.changes["replaced"]
                    or not has_derived(opened)
                ):
                    opened.set_derived(derived(opened))
                if report.changes["new"] >= MANY:
                    opened.optimize()
                report.faulty = faulty(ontologies, extensions.paths, opened)
        report.failures = [str(failure) for failure in harvest.failures]
        report.notes += harvest.notes
    return report


def texts(store: Store) -> dict[str, str]:
    """The digest of each text a store holds -> the document id of its article, the least where there are several."""
    rows = store.select(
        f"SELECT ?digest (MIN(STR(?doc)) AS ?first) WHERE {{ ?article <{DEM.textDigest}> ?digest ;"
        f" <{DEM.documentId}> ?doc }} GROUP BY ?digest"
    )
    return {row["digest"].value: row["first"].value for row in rows if row["digest"] is not None}


def faulty(given: Sequence[str], laid: Sequence[str], store: Store) -> list[str]:
    """A line for each of the extension files given in which something has no effect, among all that are laid."""
    if not given:
        return []
    from kg.commands.ontology import known_actors
    from ontology.lint import check

    found = Counter(Path(finding.file).name for finding in check(laid, known_actors(store)))
    lines = []
    for path in map(Path, given):
        if count := found[path.name]:
            noun = "problem" if count == 1 else "problems"
            lines.append(f"{path}: {count} {noun} (kg ontology check {path} lists them)")
    return lines


def has_derived(store: Store) -> bool:
    """Whether the shortcuts are there: a run killed before they were made leaves none."""
    return next(store.quads(store.graphs.derived), None) is not None
