"""Each way an extension can fail to work is a finding at its line, with its term and a remedy; what works is not."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from kg.cli import main
from ontology.knowledge import load, shipped_files
from ontology.lint import check, starter

PREFIXES = """\
@prefix actor: <https://w3id.org/demarche/id/actor/> .
@prefix post: <https://w3id.org/demarche/id/post/> .
@prefix tenure: <https://w3id.org/demarche/id/tenure/> .
@prefix topic: <https://w3id.org/demarche/id/topic/> .
@prefix system: <https://w3id.org/demarche/id/system/> .
@prefix cue: <https://w3id.org/demarche/ontology/cue#> .
@prefix act: <https://w3id.org/demarche/ontology/act#> .
@prefix stance: <https://w3id.org/demarche/ontology/stance#> .
@prefix dem: <https://w3id.org/demarche/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FIRST = PREFIXES.count("\n") + 1

#: what the extension says -> (line counted from its first, term, words of the problem, words of the remedy)
CASES = {
    "mistyped class": (
        'actor:utopia a dem:Stat ; skos:prefLabel "Utopia"@en .',
        (1, "dem:Stat", "no such term", "did you mean dem:State?"),
    ),
    "mistyped property": (
        'actor:utopia a dem:State ;\n  skos:prefLabel "Utopia"@en ;\n  dem:demonim "Utopian"@en .',
        (3, "dem:demonim", "no such term", "did you mean dem:demonym?"),
    ),
    "mistyped SKOS": (
        'actor:utopia a dem:State ;\n  skos:preLabel "Utopia"@en .',
        (2, "skos:preLabel", "no such term", "did you mean skos:prefLabel?"),
    ),
    "named in a comment first": (
        '# dem:demonim is what this file gets wrong\nactor:utopia a dem:State ; skos:prefLabel "Utopia"@en ;\n'
        '  dem:demonim "Utopian"@en .',
        (3, "dem:demonim", "no such term", "did you mean dem:demonym?"),
    ),
    "no label": ("actor:utopia a dem:State .", (1, "actor:utopia", "without skos:prefLabel", "add skos:prefLabel")),
    "no class": (
        'actor:chinna skos:altLabel "Middle Kingdom"@en .',
        (1, "actor:chinna", "has no class", "did you mean actor:china?"),
    ),
    "another class": (
        "actor:china a dem:Organization .",
        (1, "actor:china", "is shipped as dem:State", "leave its class"),
    ),
    "another label": (
        'actor:china skos:prefLabel "Cathay"@en .',
        (1, "actor:china", 'the shipped label "China"', "use skos:altLabel"),
    ),
    "redefined class": (
        '<urn:other> a skos:Concept .\ndem:Statement skos:definition "Anything."@en .',
        (2, "dem:Statement", "is a shipped term", "define a term of your own"),
    ),
    "term in our namespace": (
        '<urn:a> a skos:Concept .\ndem:Rumour a skos:Concept ; skos:prefLabel "rumour"@en .',
        (2, "dem:Rumour", "namespace of the shipped ontology", "an IRI of your own"),
    ),
    "label of another": (
        'actor:utopia a dem:State ;\n  skos:prefLabel "Utopia"@en ;\n  dem:metonym "Beijing"@en .',
        (3, "actor:utopia", '"Beijing" is also a label of actor:china', "leave it to one"),
    ),
    "unknown act": (
        'cue:cavil a dem:CueVerb ; skos:prefLabel "cavil"@en ;'
        " dem:complement dem:Clause ;\n  dem:speechAct act:critisise .",
        (2, "cue:cavil", "no known speech act", "did you mean act:criticise?"),
    ),
    "act as text": (
        'cue:cavil a dem:CueVerb ; skos:prefLabel "cavil"@en ;\n  dem:complement dem:Clause ; dem:speechAct "urge" .',
        (2, "cue:cavil", "needs a speech act", "without quotation marks"),
    ),
    "unknown complement": (
        'cue:cavil a dem:CueVerb ; skos:prefLabel "cavil"@en ; dem:complement dem:Clauses .',
        (1, "cue:cavil", "no known complement", "did you mean dem:Clause?"),
    ),
    "no complement": (
        'cue:cavil a dem:CueVerb ; skos:prefLabel "cavil"@en .',
        (1, "cue:cavil", "without dem:complement", "dem:Clause"),
    ),
    "no preposition": (
        'cue:cavil a dem:CueVerb ; skos:prefLabel "cavil"@en ; dem:complement dem:PrepositionalPhrase .',
        (1, "cue:cavil", "no dem:preposition", "add dem:preposition"),
    ),
    "no share": (
        'cue:cavil a dem:CueVerb ; skos:prefLabel "cavil"@en ; dem:complement dem:Clause ;\n  dem:reliability "high" .',
        (2, "cue:cavil", "no share", "from 0 to 1"),
    ),
    "unknown polarity": (
        '<urn:w#scupper> a dem:StanceWord ; skos:prefLabel "scupper"@en ;\n  dem:polarity stance:opose .',
        (2, "<urn:w#scupper>", "no known stance", "did you mean stance:oppose?"),
    ),
    "role without post": (
        "tenure:a a dem:DatedRole ; org:member actor:wang-yi .",
        (1, "tenure:a", "without dem:post", "name the post"),
    ),
    "dates reversed": (
        "tenure:a a dem:DatedRole ; org:member actor:wang-yi ; dem:post post:china-foreign-minister ;\n"
        '  dem:since "2016-05-05"^^xsd:date ;\n  dem:until "2015-05-05"^^xsd:date .',
        (3, "tenure:a", "ends (2015-05-05) before it begins", "exchange"),
    ),
    "no date": (
        "tenure:a a dem:DatedRole ; org:member actor:wang-yi ; dem:post post:china-foreign-minister ;\n"
        '  dem:since "May 2016" .',
        (2, "tenure:a", "is no date", "write"),
    ),
    "unknown broader": (
        'topic:z a dem:Topic ; skos:prefLabel "zed"@en ; skos:broader topic:missile-defense .',
        (1, "topic:z", "no known topic", "did you mean topic:missile-defence?"),
    ),
    "unknown system": (
        'topic:z a dem:Topic ; skos:prefLabel "zed"@en ;\n  dem:concernsSystem system:thad .',
        (2, "topic:z", "no known system", "did you mean system:thaad?"),
    ),
    "mistyped OWL": (
        "actor:kerry a dem:Person .\nactor:china owl:sameass actor:china .",
        (2, "owl:sameass", "no such term", "did you mean owl:sameAs?"),
    ),
    "decision on nobody": (
        "actor:china owl:sameAs\n  actor:chinna .",
        (1, "actor:china", "no actor is known as actor:chinna", "did you mean actor:china?"),
    ),
    "decision on a topic": (
        "actor:china owl:sameAs topic:sanctions .",
        (1, "actor:china", "owl:sameAs decides between actors only", "write two actors"),
    ),
    "person and state": (
        "actor:wang-yi owl:sameAs actor:china .",
        (1, "actor:wang-yi", "is a Person and actor:china a State", "join actors of one kind"),
    ),
    "two of whom nothing is known": (
        "actor:ann-roe owl:differentFrom actor:ann-roe-2 .",
        (1, "actor:ann-roe", "is described nowhere, nor is actor:ann-roe-2", "describe one"),
    ),
    "same and different": (
        "actor:wang-yi owl:sameAs actor:xi-jinping .\nactor:xi-jinping owl:sameAs actor:park-geun-hye .\n"
        "actor:wang-yi owl:differentFrom actor:park-geun-hye .",
        (3, "actor:wang-yi", "decided to be another than actor:park-geun-hye here", "remove one"),
    ),
    "not kebab-case": (
        'actor:Utopian_Party a dem:Organization ; skos:prefLabel "Utopian Party"@en .',
        (1, "actor:Utopian_Party", "kebab-case", "rename it"),
    ),
    "no name": (
        '<urn:a> a skos:Concept .\n[] a dem:State ; skos:prefLabel "Utopia"@en .',
        (2, "[ ]", "without a name", "identifier"),
    ),
    "syntax": (
        'actor:utopia a dem:State ;\n  skos:prefLabel "Utopia@en .',
        (2, "Turtle", "not valid Turtle", "syntax"),
    ),
    "unknown prefix": ("actor:utopia a demm:State .", (1, "Turtle", "not valid Turtle", "syntax")),
}


@pytest.mark.parametrize("case", CASES)
def test_what_would_not_work_is_found_where_it_stands(tmp_path, case):
    text, (line, term, problem, remedy) = CASES[case]
    path = tmp_path / "mine.ttl"
    path.write_text(f"{PREFIXES}{text}\n", "utf-8")
    findings = check([path])
    hits = [f for f in findings if problem in f.problem]
    assert len(hits) == 1, [str(f) for f in findings]
    (hit,) = hits
    assert (hit.file, hit.line, hit.term) == (str(path), FIRST + line - 1, term)
    assert remedy in hit.remedy
    assert "\n" not in str(hit)


WORKING = """\
actor:china skos:altLabel "the Middle Kingdom"@en .
actor:utopia a dem:State ; skos:prefLabel "Utopia"@en ; dem:demonym "Utopian"@en .
actor:utopia-ministry a dem:Organization ; skos:prefLabel "Ministry of Utopia"@en ; dem:actsFor actor:utopia .
act:mock a dem:SpeechAct ; skos:prefLabel "mock"@en ; skos:broader act:criticise .
cue:cavil a dem:CueVerb ; skos:prefLabel "cavil"@en ; dem:complement dem:PrepositionalPhrase ; dem:preposition "at" ;
    dem:speechAct act:mock ; dem:reliability 0.9 .
topic:moat a dem:Topic ; skos:prefLabel "digging of the moat"@en ; skos:broader topic:missile-defence .
tenure:a a dem:DatedRole ; org:member actor:wang-yi ; dem:post post:china-foreign-minister ;
    dem:since "2016-05-05"^^xsd:date .
<urn:mine> a skos:Concept ; skos:prefLabel "anything of one's own"@en .
actor:wang-yi owl:sameAs actor:wang-yi-2 . actor:wang-yi-2 owl:sameAs actor:wang-yi .
actor:wang-yi-2 a dem:Person ; skos:prefLabel "Wang Yi"@en .
actor:wang-yi-poet owl:differentFrom actor:wang-yi .
"""


def test_what_works_is_not_complained_of(tmp_path):
    path = tmp_path / "mine.ttl"
    path.write_text(PREFIXES + WORKING, "utf-8")
    assert [str(f) for f in check([path])] == []


def test_files_are_checked_together(tmp_path):
    one, two = tmp_path / "one.ttl", tmp_path / "two.ttl"
    one.write_text(PREFIXES + 'topic:moat a dem:Topic ; skos:prefLabel "moat"@en .\n', "utf-8")
    two.write_text(
        PREFIXES + 'topic:deep a dem:Topic ; skos:prefLabel "deep"@en ; skos:broader topic:moat .\n', "utf-8"
    )
    assert check([one, two]) == []
    assert [f.file for f in check([two])] == [str(two)]


@pytest.mark.parametrize("name", ["black-sea", "x", "south-china-sea-2"])
def test_a_started_extension_is_clean_and_reaches_the_tables(tmp_path, name):
    path = tmp_path / f"{name}.ttl"
    path.write_text(starter(name), "utf-8")
    assert [str(f) for f in check([path])] == []
    shipped, more = load(), load([path])
    assert set(more.actors) - set(shipped.actors) == {f"{name}-harbour-council", f"{name}-ada-marlowe"}
    assert f"{name}-breakwater" in more.systems and f"{name}-breakwater-construction" in more.topics
    assert len(more.cues) == len(shipped.cues) + 1 and len(more.stances) == len(shipped.stances) + 1
    (role,) = set(more.roles) - set(shipped.roles)
    assert role.organization == f"{name}-harbour-council"


@pytest.mark.parametrize("name", ["", "Black Sea", "../x", "a--b"])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(ValueError, match="kebab-case"):
        starter(name)


def test_the_commands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    made = run(main, ["ontology", "new", "black-sea"])
    assert (made.exit_code, made.stdout) == (0, "black-sea.ttl\n")
    again = run(main, ["ontology", "new", "black-sea"])
    assert again.exit_code == 2 and "there already" in again.stderr and again.stderr.count("\n") == 1
    assert run(main, ["ontology", "check", "black-sea.ttl"]).exit_code == 0
    (tmp_path / "bad.ttl").write_text(PREFIXES + "actor:utopia a dem:Stat .\n")
    bad = run(main, ["ontology", "check", "bad.ttl", "black-sea.ttl"])
    assert bad.exit_code == 1
    assert f"bad.ttl:{FIRST}: dem:Stat: no such term; did you mean dem:State?" in bad.stdout
    missing = run(main, ["ontology", "check", "none.ttl"])
    assert missing.exit_code == 2 and missing.stderr.startswith("kg: none.ttl: cannot be read")


def test_the_shipped_files_pass_as_an_extension_would():
    """Laid over themselves they add nothing, so nothing is forked; what they name exists."""
    found = [f for path in shipped_files()[1:] for f in check([path])]
    assert [str(f) for f in found if "is also a label of" not in f.problem] == []
