"""Small graphs of positions built by hand, in the shape that emit writes: for tests of what reads a graph.

``small()`` is four made-up articles on one dispute, with every kind of actor; ``hostile()`` holds labels and words
that try to be markup; ``many()`` is a large random graph from a fixed seed. All are rdflib Datasets whose default
graph is the union.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, SKOS, XSD, Dataset, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV

from kg.store import open_store
from ontology.identifiers import Identifiers, article_name, statement_name
from ontology.vocabulary import ACT, BASIS, DEM, FORM, OA, ROLE, SCHEMA, STANCE

IDS = Identifiers()


@dataclass
class Maker:
    """Adds actors, topics, articles and statements to ``dataset``; returns the IRIs it made."""

    dataset: Dataset = field(default_factory=lambda: Dataset(default_union=True))
    texts: dict[str, str] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)

    def names(self, subject: str, label: str, *types: URIRef, **links: str) -> str:
        graph = self.dataset.graph(URIRef(IDS.named_graph("ontology")))
        node = URIRef(subject)
        graph.add((node, SKOS.prefLabel, Literal(label, lang="en")))
        for kind in types:
            graph.add((node, RDF.type, kind))
        for name, value in links.items():
            graph.add((node, SKOS.broader if name == "broader" else DEM[name], URIRef(value)))
        return subject

    def actor(self, name: str, label: str, kind: URIRef = DEM.State, acts_for: str | None = None) -> str:
        links = {"actsFor": IDS.actor(acts_for)} if acts_for else {}
        return self.names(IDS.actor(name), label, kind, DEM.Actor, **links)

    def topic(self, name: str, label: str, broader: str | None = None) -> str:
        links = {"broader": IDS.topic(broader)} if broader else {}
        return self.names(IDS.topic(name), label, DEM.Topic, SKOS.Concept, **links)

    def alias(self, subject: str, *names: str) -> None:
        graph = self.dataset.graph(URIRef(IDS.named_graph("ontology")))
        for name in names:
            graph.add((URIRef(subject), SKOS.altLabel, Literal(name, lang="en")))

    def system(self, name: str, label: str) -> str:
        return self.names(IDS.system(name), label, DEM.System, SKOS.Concept)

    def article(self, doc: str, text: str, **meta: str) -> str:
        """``meta``: title, published, outlet, url. Returns the article's local name."""
        name = article_name(doc, text)
        graph = self.dataset.graph(URIRef(IDS.graph(name)))
        node = URIRef(IDS.article(name))
        for kind in (DEM.Article, SCHEMA.NewsArticle, PROV.Entity):
            graph.add((node, RDF.type, kind))
        graph.add((node, DEM.documentId, Literal(doc)))
        for key, value in meta.items():
            match key:
                case "title":
                    graph.add((node, DCTERMS.title, Literal(value)))
                case "published":
                    graph.add((node, SCHEMA.datePublished, Literal(value, datatype=XSD.date)))
                case "url":
                    graph.add((node, SCHEMA.url, URIRef(value)))
                case _:
                    graph.add((node, DEM[key], Literal(value)))
        self.texts[name] = text
        return name

    def unnamed(self, article: str, name: str, label: str, acts_for: str | None = None) -> str:
        graph = self.dataset.graph(URIRef(IDS.graph(article)))
        node = URIRef(IDS.unnamed(article, name))
        for kind in (DEM.UnnamedSource, DEM.Actor):
            graph.add((node, RDF.type, kind))
        graph.add((node, SKOS.prefLabel, Literal(label, lang="en")))
        graph.add((node, DEM.describedAs, Literal(label)))
        if acts_for:
            graph.add((node, DEM.actsFor, URIRef(IDS.actor(acts_for))))
        return str(node)

    def say(
        self,
        article: str,
        words: str,
        speakers: Sequence[str],
        *,
        on_behalf_of: Sequence[str] = (),
        act: str = "assert",
        stances: Sequence[tuple[str, str]] = (),
        targets: Sequence[str] = (),
        addressees: Sequence[str] = (),
        about: Sequence[str] = (),
        date: str | None = None,
        basis: str = "weekday",
        form: str = "direct",
        confidence: str = "0.87",
    ) -> str:
        """A statement whose content is ``words``, which must stand in the article's text. All others are IRIs."""
        text = self.texts[article]
        start = text.index(words)
        end = start + len(words)
        name = statement_name(article, {"content": ((start, end),)})
        graph = self.dataset.graph(URIRef(IDS.graph(article)))
        node = URIRef(IDS.statement(name))
        order = self.orders[article] = self.orders.get(article, 0) + 1
        graph.add((node, RDF.type, DEM.Statement))
        graph.add((node, DEM.inArticle, URIRef(IDS.article(article))))
        graph.add((node, DEM.order, Literal(order)))
        graph.add((node, DEM.content, Literal(words)))
        graph.add((node, DEM.speechAct, ACT[act]))
        graph.add((node, DEM.dateBasis, BASIS[basis if date else "unknown"]))
        graph.add((node, DEM.quotationForm, FORM[form]))
        graph.add((node, DEM.confidence, Literal(confidence, datatype=XSD.decimal)))
        if date:
            graph.add((node, DEM.saidOn, Literal(date, datatype=XSD.date)))
        for predicate, values in (
            (DEM.speaker, speakers),
            (DEM.onBehalfOf, on_behalf_of),
            (DEM.target, targets),
            (DEM.addressee, addressees),
            (DEM.about, about),
        ):
            for value in values:
                graph.add((node, predicate, URIRef(value)))
        for holder in on_behalf_of or speakers:
            for topic, stance in stances:
                holder_name = holder.removeprefix(IDS.actor(""))
                position = URIRef(IDS.position(holder_name, stance, topic.removeprefix(IDS.topic(""))))
                graph.add((node, DEM.expresses, position))
                graph.add((position, RDF.type, DEM.Position))
                graph.add((position, DEM.holder, URIRef(holder)))
                graph.add((position, DEM.stance, STANCE[stance]))
                graph.add((position, DEM.topic, URIRef(topic)))
        evidence = IDS.evidence(name, "content", 1)
        where, quote = URIRef(f"{evidence}/position"), URIRef(f"{evidence}/quote")
        graph.add((node, DEM.evidence, URIRef(evidence)))
        graph.add((URIRef(evidence), RDF.type, OA.SpecificResource))
        graph.add((URIRef(evidence), DEM.evidenceRole, ROLE.content))
        graph.add((URIRef(evidence), OA.hasSource, URIRef(IDS.article(article))))
        graph.add((URIRef(evidence), OA.hasSelector, where))
        graph.add((URIRef(evidence), OA.hasSelector, quote))
        graph.add((where, RDF.type, OA.TextPositionSelector))
        graph.add((where, OA.start, Literal(start)))
        graph.add((where, OA.end, Literal(end)))
        graph.add((quote, RDF.type, OA.TextQuoteSelector))
        graph.add((quote, OA.exact, Literal(words)))
        graph.add((quote, OA.prefix, Literal(text[max(0, start - 32) : start])))
        graph.add((quote, OA.suffix, Literal(text[end : end + 32])))
        return str(node)


def small() -> Dataset:
    """Eleven statements of eight actors in four articles: shared and opposed positions, targets, an unnamed source,
    one saying of two statements."""
    make = Maker()
    china = make.actor("china", "China")
    us = make.actor("united-states", "United States")
    russia = make.actor("russia", "Russia")
    seoul = make.actor("south-korea", "South Korea")
    pyongyang = make.actor("north-korea", "North Korea")
    ministry = make.actor("china-foreign-ministry", "Ministry of Foreign Affairs of China", DEM.Organization, "china")
    wang = make.actor("wang-yi", "Wang Yi", DEM.Person, "china")
    kerry = make.actor("john-kerry", "John Kerry", DEM.Person, "united-states")
    make.alias(us, "U.S.", "America")
    make.topic("missile-defence", "missile defence")
    thaad = make.topic("thaad-deployment", "deployment of THAAD in South Korea", "missile-defence")
    sanctions = make.topic("sanctions-on-north-korea", "sanctions on North Korea")
    talks = make.topic("six-party-talks", "six-party talks")
    system = make.system("thaad", "THAAD")

    one = make.article(
        "one",
        'Wang said: "The step would harm the security of the region." He urged Washington to weigh it with care.\n'
        "The minister backed a return to the six-party talks.",
        title="Beijing warns of a step too far",
        published="2016-02-13",
        outlet="The Strait Courier",
        url="https://example.org/one",
    )
    two = make.article(
        "two",
        'Kerry said: "It is a purely defensive measure." Seoul agreed: the system protects our citizens.\n'
        "A senior Seoul official admitted that doubts remain over its cost. Kerry called for tougher sanctions now.",
        title="Allies stand by the plan",
        published="2016-02-15",
        outlet="Harbour Post",
        url="https://example.org/two",
    )
    three = make.article(
        "three",
        "Moscow objects to any such battery near its borders. Russia and China want the talks to resume.\n"
        "Pyongyang denounced Washington as the root of all tension.",
        title="Moscow joins the critics",
        published="2016-07-09",
        outlet="The Strait Courier",
        url="https://example.org/three",
    )
    four = make.article(
        "four",
        "The ministry repeated that China is firmly against the deployment. It supports new sanctions, with a limit.",
        title="A change of tone",
        outlet="Harbour Post",
    )
    official = make.unnamed(two, "senior-seoul-official", "a senior Seoul official", "south-korea")

    oppose, support, neutral = "oppose", "support", "neutral"
    warned = make.say(
        one, "The step would harm the security of the region.", [wang], on_behalf_of=[china], act="warn",
        stances=[(thaad, oppose)], targets=[us], about=[system], date="2016-02-12",
    )  # fmt: skip
    again = make.say(
        one, "weigh it with care", [wang], on_behalf_of=[china], act="urge", stances=[(thaad, oppose)],
        addressees=[us], date="2016-02-12", form="indirect",
    )  # fmt: skip
    make.dataset.graph(URIRef(IDS.graph(one))).add((URIRef(again), DEM.repeats, URIRef(warned)))
    make.say(one, "a return to the six-party talks", [wang], on_behalf_of=[china], stances=[(talks, support)],
             date="2016-02-12", form="indirect")  # fmt: skip
    make.say(two, "It is a purely defensive measure.", [kerry], on_behalf_of=[us], stances=[(thaad, support)],
             about=[system], date="2016-02-14")  # fmt: skip
    make.say(two, "the system protects our citizens", [seoul], stances=[(thaad, support)], about=[system],
             date="2016-02-15", basis="publication", form="mixed")  # fmt: skip
    make.say(two, "doubts remain over its cost", [official], stances=[(thaad, neutral)], form="indirect")
    make.say(two, "tougher sanctions now", [kerry], on_behalf_of=[us], act="urge", stances=[(sanctions, support)],
             addressees=[china], date="2016-02-14", form="indirect")  # fmt: skip
    make.say(three, "any such battery near its borders", [russia], act="criticise", stances=[(thaad, oppose)],
             targets=[us], date="2016-07-08", form="indirect")  # fmt: skip
    make.say(three, "the talks to resume", [russia, china], act="urge", stances=[(talks, support)],
             date="2016-07-08", form="indirect")  # fmt: skip
    make.say(three, "the root of all tension", [pyongyang], act="criticise", targets=[us], date="2016-07-09")
    make.say(four, "China is firmly against the deployment", [ministry], on_behalf_of=[china],
             stances=[(thaad, oppose)], form="indirect")  # fmt: skip
    make.say(four, "new sanctions, with a limit", [ministry], on_behalf_of=[china],
             stances=[(sanctions, support)], form="indirect")  # fmt: skip
    return make.dataset


HOSTILE_LABEL = (
    "<img src=x onerror=\"window.__pwned=1\"> 'href' \u202egnirts </script><script>window.__pwned=2</script>"
)
HOSTILE_WORDS = "</script><script>window.__pwned=3;alert(1)</script> \"quoted\" & <b>bold</b> \u202eleft <a href='x'>"


def hostile() -> Dataset:
    """One statement whose every string tries to be markup, and whose article's address is a javascript: one."""
    make = Maker()
    villain = make.actor("villain", HOSTILE_LABEL, DEM.Person)
    topic = make.topic("long", "a topic whose name goes on and on " * 6)
    text = f"He said {HOSTILE_WORDS} and \x0b left."
    article = make.article(
        "hostile", text, title=HOSTILE_LABEL, outlet="<script>__pwned=4</script>", url="javascript:window.__pwned=5"
    )
    make.say(article, HOSTILE_WORDS, [villain], stances=[(topic, "oppose")], date="2016-01-01")
    return make.dataset


def many(actors: int = 120, topics: int = 12, statements: int = 600, seed: int = 7) -> Dataset:
    """A large graph with a skewed spread of activity, the same for the same arguments."""
    draw = random.Random(seed)
    make = Maker()
    kinds = (DEM.State, DEM.Organization, DEM.Person)
    who = [make.actor(f"actor-{i}", f"Delegation number {i}", kinds[i % 3]) for i in range(actors)]
    what = [make.topic(f"topic-{i}", f"question number {i} of the long agenda") for i in range(topics)]
    text = " ".join(f"sentence {i} stands here." for i in range(statements))
    article = make.article(
        "many", text, title="Minutes", published="2016-05-05", outlet="Gazette", url="https://example.org/m"
    )
    for i in range(statements):
        speaker = who[min(int(draw.expovariate(3) * actors), actors - 1)]
        other = who[min(int(draw.expovariate(4) * actors), actors - 1)]
        make.say(
            article,
            f"sentence {i} stands here.",
            [speaker],
            act=draw.choice(("assert", "criticise", "urge", "warn")),
            stances=[(draw.choice(what), draw.choice(("support", "oppose", "oppose", "neutral")))],
            targets=[other] if other != speaker and draw.random() < 0.4 else [],
            date=f"201{draw.randrange(4, 8)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}",
        )
    return make.dataset


def loaded(dataset: Dataset) -> ox.Store:
    """The same graph in an Oxigraph store: ten times quicker to ask."""
    store = ox.Store()
    store.bulk_load(dataset.serialize(format="nquads").encode(), format=ox.RdfFormat.N_QUADS)
    return store


def stored(dataset: Dataset, folder: Path) -> Path:
    """The same graph in a store on disk; gives its folder."""
    with open_store(folder, create=True) as store:
        names = dataset.graph(URIRef(IDS.named_graph("ontology")))
        triples = ox.parse(names.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
        store.set_ontology((q.triple for q in triples), "by-hand", {})
        every = ox.parse(dataset.serialize(format="nquads").encode(), format=ox.RdfFormat.N_QUADS)
        articles: dict[str, list[ox.Quad]] = {}
        for quad in every:
            graph = quad.graph_name
            if isinstance(graph, ox.NamedNode) and graph.value.startswith(IDS.graph("")):
                articles.setdefault(graph.value, []).append(quad)
        for graph_name in sorted(articles):
            store.put(graph_name, articles[graph_name])
    return folder
