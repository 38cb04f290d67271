"""The names files: complete, unambiguous, and dated so that a post on a day is one person or none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from babel import Locale
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from ontology import knowledge
from ontology.knowledge import Ontology, local_name
from ontology.vocabulary import DEM, ORG

NAMES = Path(knowledge.HERE) / "names"
FILES = sorted(NAMES.glob("*.ttl"))
DISPUTE = NAMES / "thaad.ttl"

MEMBERS = re.findall(
    "[A-Z]{2}",
    "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO "
    "CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID "
    "IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK "
    "ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC "
    "SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS "
    "YE ZA ZM ZW",
)
BESIDES = {"VA", "PS", "TW", "XK"}

# CLDR puts a gloss into two names and a bracket into one, and calls the State of Palestine after its territory.
CLDR_OTHERWISE = {
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "MM": "Myanmar",
    "PS": "Palestine",
    "VA": "Vatican City",
}

# English has one word for the people of both states, and for a state by its capital and the union that sits there; only
# a context tells them apart.
TRULY_SHARED = {"Congolese", "Dominican", "Dominicans", "Brussels"}

NAMING = {
    str(p)
    for p in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, DEM.acronym, DEM.demonym, DEM.capital, DEM.metonym)
}


def triples(*paths: Path) -> Iterator[tuple[str, str, str]]:
    for path in paths:
        for t in knowledge.parse(str(path), path.read_bytes()):
            assert isinstance(t.subject, ox.NamedNode), f"{path.name}: a blank node cannot be cited"
            assert not isinstance(t.object, ox.BlankNode | ox.Triple), f"{path.name}: {t.subject.value}"
            yield t.subject.value, t.predicate.value, t.object.value


@pytest.fixture(scope="module")
def loaded() -> Ontology:
    return knowledge.load()


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in triples(*FILES):
        found[s][p].append(o)
    return found


@pytest.fixture(scope="module")
def states(facts: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    """ISO code -> IRI."""
    return {f[str(SKOS.notation)][0]: iri for iri, f in facts.items() if str(DEM.State) in f[str(RDF.type)]}


def of_kind(facts: dict[str, dict[str, list[str]]], kind: object) -> dict[str, dict[str, list[str]]]:
    return {iri: f for iri, f in facts.items() if str(kind) in f.get(str(RDF.type), ())}


def test_the_files_are_those_of_the_house() -> None:
    assert [path.name for path in FILES] == ["leaders.ttl", "media.ttl", "organisations.ttl", "states.ttl", "thaad.ttl"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_both_parsers_read_the_same_graph(path: Path) -> None:
    ours = set(triples(path))
    theirs = {(str(s), str(p), str(o)) for s, p, o in Graph().parse(path, format="turtle")}
    assert ours == theirs


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_term_of_the_ontology_is_one_it_defines(path: Path) -> None:
    known = {str(DEM[name]) for name in DEM.__annotations__ if not name.startswith("_")}
    used = {value for t in triples(path) for value in t if value.startswith(str(DEM._NS))}
    assert used <= known


def test_everything_has_one_preferred_label(facts: dict[str, dict[str, list[str]]]) -> None:
    tenures = set(of_kind(facts, DEM.DatedRole))
    wrong = {
        iri: f[str(SKOS.prefLabel)]
        for iri, f in facts.items()
        if iri not in tenures and len(f[str(SKOS.prefLabel)]) != 1
    }
    assert not wrong


# -- states


def test_every_member_of_the_united_nations_is_there(states: dict[str, str]) -> None:
    assert len(MEMBERS) == len(set(MEMBERS)) == 193
    assert set(states) == set(MEMBERS) | BESIDES


def test_a_state_has_capital_demonym_and_its_cldr_name(
    states: dict[str, str], facts: dict[str, dict[str, list[str]]]
) -> None:
    cldr = Locale("en").territories

    def plain(name: str) -> str:
        return name.replace("’", "'")

    for iso, iri in states.items():
        fact = facts[iri]
        assert fact[str(DEM.capital)], iso
        assert fact[str(DEM.demonym)], iso
        names = {plain(n) for n in (*fact[str(SKOS.prefLabel)], *fact[str(SKOS.altLabel)])}
        assert plain(CLDR_OTHERWISE.get(iso, cldr[iso])) in names, iso


def test_wikidata_links_are_not_shared(facts: dict[str, dict[str, list[str]]]) -> None:
    links = [o for f in facts.values() for o in f.get(str(SKOS.exactMatch), ())]
    assert len(links) == len(set(links)) > 100
    assert all(re.fullmatch(r"http://www\.wikidata\.org/entity/Q[1-9]\d*", link) for link in links)


@pytest.mark.parametrize(
    ("label", "actor"),
    [
        ("Beijing", "china"),
        ("Chinese", "china"),
        ("U.S.", "united-states"),
        ("Kremlin", "russia"),
        ("Downing Street", "united-kingdom"),
        ("ROK", "south-korea"),
        ("DPRK", "north-korea"),
        ("Unites States", "united-states"),
        ("Swaziland", "eswatini"),
        ("Türkiye", "turkey"),
        ("Blue House", "rok-presidential-office"),
        ("Cheong Wa Dae", "rok-presidential-office"),
        ("Foggy Bottom", "us-state-department"),
        ("Pentagon", "us-department-of-defense"),
        ("UN Security Council", "un-security-council"),
        ("Seoul's defense ministry", "rok-defense-ministry"),
        ("Chinese Foreign Ministry", "china-foreign-ministry"),
        ("AFP", "agence-france-presse"),
        ("Yonhap news agency", "yonhap"),
        ("Han Min Koo", "han-min-koo"),
        ("Korea", None),
        ("Congo", None),
        ("the North", None),
        ("foreign ministry", None),
        ("Defense Ministry", None),
        ("Ministry of National Defense", None),
        ("Turkey Point", None),
    ],
)
def test_a_label_names(loaded: Ontology, label: str, actor: str | None) -> None:
    named = {
        name
        for name, entry in loaded.actors.items()
        if label in (*entry.labels, *entry.demonyms, *entry.metonyms, *entry.hidden)
    }
    assert named == ({actor} if actor else set())


def test_no_label_names_two(facts: dict[str, dict[str, list[str]]]) -> None:
    """Actors among themselves, systems among themselves; a topic may be called after what it concerns."""
    posts = set(of_kind(facts, ORG.Post))
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for iri, fact in facts.items():
        if iri in posts:  # "foreign minister" is the title of many posts: whose, the state says
            continue
        for predicate in NAMING:
            for label in fact.get(predicate, ()):
                named[iri.rsplit("/", 2)[1], label].add(iri)
    shared = {label for (_, label), iris in named.items() if len(iris) > 1}
    assert shared == TRULY_SHARED


def test_labels_are_clean(facts: dict[str, dict[str, list[str]]]) -> None:
    for iri, fact in facts.items():
        for predicate in (*NAMING, str(DEM.keywords), str(DEM.contraryKeywords), str(DEM.reference)):
            for label in fact.get(predicate, ()):
                assert label == " ".join(label.split()) != "", (iri, label)


# -- who speaks for whom, and when


def test_who_acts_for_a_state_is_declared_and_no_medium_does(loaded: Ontology) -> None:
    for name, actor in loaded.actors.items():
        if actor.is_agency:
            assert actor.acts_for is None, f"{name} relays; it holds no one's position"
        elif actor.acts_for:
            assert loaded.actors[actor.acts_for].kind == "state", name


def test_every_reference_is_declared(facts: dict[str, dict[str, list[str]]]) -> None:
    pointing = (
        DEM.actsFor,
        DEM.affiliation,
        DEM.post,
        ORG.member,
        ORG.postIn,
        SKOS.broader,
        SKOS.inScheme,
        DEM.concernsSystem,
    )
    for iri, fact in facts.items():
        for predicate in pointing:
            for target in fact.get(str(predicate), ()):
                assert target in facts, f"{iri}: {local_name(str(predicate))} {target} is declared nowhere"


def test_a_tenure_has_a_person_a_post_and_an_ordered_interval(facts: dict[str, dict[str, list[str]]]) -> None:
    people, posts = of_kind(facts, DEM.Person), of_kind(facts, ORG.Post)
    tenures = of_kind(facts, DEM.DatedRole)
    assert len(tenures) > 100
    for iri, fact in tenures.items():
        (person,), (post,) = fact[str(ORG.member)], fact[str(DEM.post)]
        assert person in people and post in posts, iri
        (since,), until = fact[str(DEM.since)], fact[str(DEM.until)]
        assert len(until) <= 1 and all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in (since, *until)), iri
        assert not until or since < until[0], iri
    held = {fact[str(ORG.member)][0] for fact in tenures.values()}
    assert held == set(people), "a person of the names files holds a post"


def test_a_person_has_family_name_and_gender(loaded: Ontology) -> None:
    for name, actor in loaded.actors.items():
        if actor.kind == "person":
            assert actor.family_name and actor.family_name in actor.label.split(), name
            assert actor.gender in ("female", "male"), name


# Spokespeople serve side by side, and a state has several state councilors and deputies.
SHARED_POST = re.compile(r"spokesperson|state-councilor|deputy|vice-foreign|assistant|special-adviser")


def test_a_post_is_held_by_one_at_a_time(loaded: Ontology) -> None:
    by_post = defaultdict(list)
    for role in loaded.roles:
        if not SHARED_POST.search(role.post):
            by_post[role.post].append((role.since or "", role.until or "9999", role.person))
    for post, terms in by_post.items():
        terms.sort()
        for (_, until, before), (since, _, after) in pairwise(terms):
            # the day of a handover belongs to both, and month bounds may share a month
            assert until[:7] <= since[:7], f"{post}: {before} until {until}, {after} since {since}"


@pytest.mark.parametrize(
    ("post", "day", "person"),
    [
        ("china-foreign-minister", "2016-04-29", "wang-yi"),
        ("rok-president", "2015-02-04", "park-geun-hye"),
        ("rok-president", "2017-11-24", "moon-jae-in"),
        ("rok-foreign-minister", "2017-10-30", "kang-kyung-wha"),
        ("rok-foreign-minister", "2016-07-08", "yun-byung-se"),
        ("rok-defense-minister", "2015-02-04", "han-min-koo"),
        ("rok-defense-minister", "2017-11-24", "song-young-moo"),
        ("china-defense-minister", "2015-02-04", "chang-wanquan"),
        ("russia-foreign-minister", "2016-04-29", "sergey-lavrov"),
        ("us-secretary-of-state", "2016-02-12", "john-kerry"),
        ("us-secretary-of-state", "2017-03-17", "rex-tillerson"),
        ("us-secretary-of-defense", "2017-02-03", "james-mattis"),
        ("us-forces-korea-commander", "2014-06-03", "curtis-scaparrotti"),
        ("un-secretary-general", "2016-12-31", "ban-ki-moon"),
        ("un-secretary-general", "2017-01-01", "antonio-guterres"),
        ("rok-president", "2017-04-01", None),
    ],
)
def test_who_held_a_post_on_a_day(loaded: Ontology, post: str, day: str, person: str | None) -> None:
    assert [r.person for r in loaded.roles if r.post == post and r.covers(day)] == ([person] if person else [])


# -- the dispute

TOPICS = (
    "thaad-deployment",
    "us-missile-defence-network",
    "sanctions-on-north-korea",
    "six-party-talks",
    "denuclearisation",
    "military-solution",
    "north-korea-missile-launches",
    "rok-us-alliance",
    "rok-china-relations",
    "reunification",
)


def test_topics_stand_in_a_hierarchy_of_one_scheme(loaded: Ontology, facts: dict[str, dict[str, list[str]]]) -> None:
    assert set(TOPICS) <= set(loaded.topics)
    assert "thaad" in loaded.topics["thaad-deployment"].systems
    for topic in loaded.topics.values():
        assert facts[topic.iri][str(SKOS.inScheme)], topic.name
        seen, above = {topic.name}, list(topic.broader)
        assert bool(above) != bool(facts[topic.iri][str(SKOS.topConceptOf)]), f"{topic.name}: broader or on top"
        while above:
            name = above.pop()
            assert name not in seen, f"{topic.name} is broader than itself"
            seen.add(name)
            above += loaded.topics[name].broader


def test_a_topic_with_nothing_below_it_can_be_met(loaded: Ontology) -> None:
    parents = {b for topic in loaded.topics.values() for b in topic.broader}
    for topic in loaded.topics.values():
        assert topic.name in parents or topic.keywords, f"{topic.name} has no keywords and no narrower topic"


def test_keywords_are_words_and_prefixes(loaded: Ontology) -> None:
    for topic in loaded.topics.values():
        for words in (*topic.keywords, *topic.contrary):
            assert words == words.lower(), (topic.name, words)
            assert all(re.fullmatch(r"[\w.'-]+\*?", word) for word in words.split()), (topic.name, words)
        assert not set(topic.keywords) & set(topic.contrary), topic.name


def test_the_dispute_stands_in_one_file() -> None:
    dispute = re.compile(r"thaad|high.altitude|musudan|kamd|seongju|cheong wa dae|six-party", re.IGNORECASE)
    met = {
        p.name
        for p in knowledge.shipped_files()
        if p.suffix == ".ttl" and p != DISPUTE and dispute.search(p.read_text("utf-8"))
    }
    assert dispute.search(DISPUTE.read_text("utf-8"))
    # terms.ttl may illustrate a class; what extraction reads may not depend on the dispute
    assert not met - {"terms.ttl"}


def test_the_other_files_stand_without_the_dispute() -> None:
    others = [path for path in FILES if path != DISPUTE]
    declared = {s for s, p, _ in triples(*others) if p == str(RDF.type)}
    here = str(DEM.actsFor), str(DEM.affiliation), str(ORG.postIn)
    assert {o for _, p, o in triples(*others) if p in here} <= declared
