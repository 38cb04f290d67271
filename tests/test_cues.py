"""The reporting lexicon: every entry is complete, inflected rightly, and says one thing per form and complement."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from ontology import knowledge
from ontology.knowledge import CueEntry

FILE = Path(knowledge.__file__).parent / "lexicon" / "cues.ttl"
COMPLEMENTS = {
    "Clause",
    "Phrase",
    "Infinitive",
    "ObjectInfinitive",
    "ObjectClause",
    "PrepositionalPhrase",
    "ObjectPrepositionalPhrase",
    "Predicative",
    "PrecedesSource",
}
PREPOSITIONAL = {"PrepositionalPhrase", "ObjectPrepositionalPhrase"}
ACTS = {"assert", "announce", "urge", "warn", "criticise", "deny", "support"}

# Verbs of more than one syllable that double their last consonant; one-syllable verbs are found by rule.
STRESSED_AT_THE_END = re.findall(
    r"\w+",
    "abhor acquit admit allot begin commit compel concur confer control defer demur deter dispel emit expel forbid "
    "forget impel incur infer occur omit patrol permit prefer propel rebel rebut recur refer regret repel submit "
    "transfer transmit undercut upset",
)
ONE_SYLLABLE = re.compile(r"(?:[^aeiou]|qu)*[aeiou][bdfgklmnprstvz]")


@pytest.fixture(scope="module")
def cues() -> tuple[CueEntry, ...]:
    """The entries of this file alone, so that a user's extension cannot hide a gap."""
    names = {
        t.subject.value for t in knowledge.parse(str(FILE), FILE.read_bytes()) if isinstance(t.subject, ox.NamedNode)
    }
    return tuple(c for c in knowledge.load().cues if c.iri in names)


def verbs(cues: tuple[CueEntry, ...]) -> dict[str, set[str]]:
    """First word of each verb -> the first words of its forms."""
    found: dict[str, set[str]] = defaultdict(set)
    for cue in cues:
        if cue.kind in ("verb", "light"):
            found[cue.lemma.split()[0]] |= {form.split()[0] for form in cue.forms}
    return found


def test_lexicon_is_large_and_of_every_kind(cues: tuple[CueEntry, ...]) -> None:
    kinds = Counter(c.kind for c in cues)
    assert len({(c.kind, c.lemma) for c in cues}) >= 1000
    assert kinds["verb"] >= 400 and kinds["noun"] >= 100 and kinds["phrase"] >= 100 and kinds["light"] >= 20


def test_both_parsers_read_the_same_triples() -> None:
    by_rdflib = rdflib.Graph().parse(FILE, format="turtle")
    by_oxigraph = set(knowledge.parse(str(FILE), FILE.read_bytes()))
    assert len(by_rdflib) == len(by_oxigraph)
    assert {str(s) for s in by_rdflib.subjects()} == {t.subject.value for t in by_oxigraph}  # type: ignore[union-attr]


def test_every_entry_is_complete() -> None:
    """Read from the graph, since the loader fills in an act and a reliability where none is given."""
    dem = rdflib.Namespace("https://w3id.org/demarche/ontology#")
    graph = rdflib.Graph().parse(FILE, format="turtle")
    for cue in set(graph.subjects()):
        (kind,) = graph.objects(cue, rdflib.RDF.type)
        (act,) = graph.objects(cue, dem.speechAct)
        (reliability,) = graph.objects(cue, dem.reliability)
        label = str(*graph.objects(cue, rdflib.SKOS.prefLabel))
        complements = {knowledge.local_name(str(c)) for c in graph.objects(cue, dem.complement)}
        stances = {knowledge.local_name(str(s)) for s in graph.objects(cue, dem.impliesStance)}
        prepositions = set(graph.objects(cue, dem.preposition))
        assert knowledge.local_name(str(kind)) in {"CueVerb", "CueNoun", "CuePhrase", "LightVerb"}, cue
        assert knowledge.local_name(str(act)) in ACTS, cue
        assert 0 < float(str(reliability)) <= 1, cue
        assert label == label.lower() and "…" not in label, cue
        assert complements <= COMPLEMENTS and (complements or kind == dem.LightVerb), cue
        assert len(stances) <= 1 and stances <= {"support", "oppose"}, cue
        assert prepositions or not complements & PREPOSITIONAL, cue
        assert not prepositions or complements & (PREPOSITIONAL | {"Predicative"}), cue


def test_one_form_stands_once_under_a_complement(cues: tuple[CueEntry, ...]) -> None:
    """Within a kind: "claim" is a verb and a noun; under a preposition: "argue for" is not "argue against"."""
    seen: dict[tuple[str, ...], str] = {}
    for cue in cues:
        for complement in cue.complements or {"none"}:
            marks = cue.prepositions if complement in PREPOSITIONAL else ("",)
            if complement == "Predicative":
                marks = cue.prepositions or ("",)
            for form in cue.forms:
                for mark in marks:
                    key = (cue.kind, form, complement, mark)
                    assert key not in seen, f"{cue.name} and {seen[key]} both take {key}"
                    seen[key] = cue.name


def test_verbs_double_their_last_consonant(cues: tuple[CueEntry, ...]) -> None:
    table = verbs(cues)
    doubling = {v for v in table if ONE_SYLLABLE.fullmatch(v)} | (set(STRESSED_AT_THE_END) & set(table))
    assert len(doubling) > 20
    for verb in doubling:
        assert verb + "ing" not in table[verb] and verb + "ed" not in table[verb], f"{verb}: {sorted(table[verb])}"
        assert verb + verb[-1] + "ing" in table[verb], f"{verb}: {sorted(table[verb])}"


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("say", "says said saying"),
        ("tell", "tells told telling"),
        ("admit", "admits admitted admitting"),
        ("deny", "denies denied denying"),
        ("plan", "plans planned planning"),
        ("criticise", "criticises criticised criticising criticize criticizes criticized criticizing"),
        ("signal", "signals signaled signalled signaling signalling"),
        ("oppose", "opposes opposed opposing"),
        ("swear", "swears swore sworn swearing"),
        ("focus", "focuses focused focusing"),
    ],
)
def test_forms(cues: tuple[CueEntry, ...], verb: str, forms: str) -> None:
    assert {verb, *forms.split()} <= verbs(cues)[verb]


def test_no_regular_form_of_an_irregular_verb(cues: tuple[CueEntry, ...]) -> None:
    wrong = (
        "sayed telled writed thinked knowed feeled seed finded holded showned speaked sweared gived maked sended haved "
        "taked putted lended shooted undertaked clinged lieing gainsayed withdrawed standed goed comed layed sticked"
    )
    words = set(wrong.split())
    assert not words & {form for forms in verbs(cues).values() for form in forms}


@pytest.mark.parametrize(
    ("kind", "form", "complement", "act", "stance"),
    [
        ("verb", "said", "Clause", "assert", None),
        ("verb", "opposes", "Phrase", "criticise", "oppose"),
        ("verb", "urged", "ObjectInfinitive", "urge", "support"),
        ("verb", "told", "ObjectClause", "assert", None),
        ("verb", "called", "PrepositionalPhrase", "urge", "support"),
        ("verb", "accused", "ObjectPrepositionalPhrase", "criticise", "oppose"),
        ("verb", "described", "Predicative", "assert", None),
        ("verb", "vowed", "Infinitive", "announce", "support"),
        ("verb", "denied", "Clause", "deny", None),
        ("verb", "warned", "Clause", "warn", None),
        ("noun", "concerns", "PrepositionalPhrase", "warn", "oppose"),
        ("noun", "opposition", "PrepositionalPhrase", "criticise", "oppose"),
        ("noun", "remarks", "Clause", "assert", None),
        ("phrase", "according to", "PrecedesSource", "assert", None),
        ("phrase", "united in opposition to", "Phrase", "criticise", "oppose"),
        ("phrase", "shared the view", "Clause", "assert", None),
    ],
)
def test_words_of_the_register(
    cues: tuple[CueEntry, ...], kind: str, form: str, complement: str, act: str, stance: str | None
) -> None:
    found = [c for c in cues if c.kind == kind and form in c.forms and complement in c.complements]
    assert any(c.act == act and c.stance == stance for c in found), found


def test_every_preposition_of_a_register_verb_is_reached(cues: tuple[CueEntry, ...]) -> None:
    pairs = {(f, p) for c in cues for f in c.forms for p in c.prepositions}
    wanted = "called:for objected:to warned:against warned:about opposition:to concern:over concern:about regret:over"
    assert {tuple(w.split(":")) for w in wanted.split()} <= pairs
