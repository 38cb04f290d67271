"""Who is one and who is two: what a user decided holds in extraction, in a store and on every later run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import extract
from extract.attribute import attribute
from extract.link import link
from extract.records import Article, Block, Statement
from extract.segment import segment
from kg.cli import main
from kg.query import ask
from kg.store import open_store
from kg.validate import check
from ontology import knowledge
from ontology.identifiers import BASE
from ontology.knowledge import Ontology, OntologyError
from tests.made_articles import everything, written

PREFIXES = """
@prefix dem: <https://w3id.org/demarche/ontology#> .
@prefix actor: <https://w3id.org/demarche/id/actor/> .
@prefix post: <https://w3id.org/demarche/id/post/> .
@prefix tenure: <https://w3id.org/demarche/id/tenure/> .
@prefix topic: <https://w3id.org/demarche/id/topic/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DISPUTE = """
actor:ruritania a dem:State ; skos:prefLabel "Ruritania"@en ; dem:demonym "Ruritanian"@en ; dem:capital "Strelsau"@en .
actor:rudolf-elphberg a dem:Person ; skos:prefLabel "Rudolf Elphberg"@en ; dem:familyName "Elphberg" ;
    dem:gender "male" .
post:r-fm a org:Post ; skos:prefLabel "foreign minister"@en ; dem:actsFor actor:ruritania .
tenure:t1 a dem:DatedRole ; org:member actor:rudolf-elphberg ; dem:post post:r-fm ; dem:since "2010-01-01"^^xsd:date .
topic:weir a dem:Topic ; skos:prefLabel "the weir"@en ; dem:keywords "weir" .
"""
SAME = "actor:rudi-elphburg owl:sameAs actor:rudolf-elphberg .\n"
DIFFERENT = "actor:rudolf-elphberg-baker owl:differentFrom actor:rudolf-elphberg .\n"
TEXTS = {
    "spelt": "Strelsau was calm on Monday. Rudi Elphburg said on Monday that he opposes the weir.\n",
    "office": "Ruritania's Foreign Minister Rudolf Elphberg said on Monday that he opposes the weir.\n",
    "baker": "Rudolf Elphberg, a baker in the valley, said on Monday that he supports the weir. Elphberg has sons.\n",
    "bare": "Rudolf Elphberg said on Monday that he opposes the weir.\n",
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    found = {}
    for name, text in {"dispute": DISPUTE, "same": SAME, "different": DIFFERENT}.items():
        found[name] = tmp_path / f"{name}.ttl"
        found[name].write_text(PREFIXES + text, "utf-8")
    return found


def laid(tmp_path: Path, *texts: str) -> Ontology:
    path = tmp_path / "laid.ttl"
    path.write_text(PREFIXES + "".join(texts), "utf-8")
    return knowledge.load([path])


def said(text: str, ontology: Ontology) -> tuple[Statement, ...]:
    return tuple(extract.statements(text, published="2016-05-02", ontology=[ontology.files[-1]]))


def speakers(text: str, ontology: Ontology) -> list[list[str]]:
    return [[m.actor.name for m in s.speakers] for s in said(text, ontology)]


# --- what decisions are


def test_all_go_by_the_one_described_else_by_the_first_by_name(tmp_path):
    chain = "actor:b owl:sameAs actor:c . actor:a owl:sameAs actor:b . actor:z owl:sameAs actor:rudolf-elphberg .\n"
    assert laid(tmp_path, DISPUTE, chain).same == {"b": "a", "c": "a", "z": "rudolf-elphberg"}
    circle = "actor:c owl:sameAs actor:b . actor:b owl:sameAs actor:a . actor:a owl:sameAs actor:c .\n"
    assert laid(tmp_path, circle).same == {"b": "a", "c": "a"}
    shipped = 'actor:a a dem:State ; skos:prefLabel "Realm of A"@en ; owl:sameAs actor:china .\n'
    assert laid(tmp_path, shipped).same == {"a": "china"}


def test_what_is_said_of_the_other_name_is_said_of_the_one(tmp_path):
    ontology = laid(
        tmp_path,
        DISPUTE,
        'actor:zenda-rudi a dem:Person ; skos:prefLabel "Rudi of Zenda"@en ; dem:familyName "Zenda" .\n',
        "tenure:t2 a dem:DatedRole ; org:member actor:zenda-rudi ; dem:post post:r-fm .\n",
        "actor:rudolf-elphberg owl:sameAs actor:zenda-rudi .\n",
    )
    assert "zenda-rudi" not in ontology.actors
    entry = ontology.actors["rudolf-elphberg"]
    assert entry.label == "Rudolf Elphberg" and "Rudi of Zenda" in entry.labels and entry.family_name == "Elphberg"
    assert [r.person for r in ontology.roles if r.post == "r-fm"] == ["rudolf-elphberg"] * 2
    assert speakers("Foreign Minister Rudi of Zenda said the weir would leak.", ontology) == [["rudolf-elphberg"]]


def test_a_contradiction_is_refused_with_its_file(tmp_path, files):
    files["different"].write_text(PREFIXES + "actor:rudi-elphburg owl:differentFrom actor:rudolf-elphberg .\n")
    with pytest.raises(
        OntologyError, match=r"different\.ttl: actor:rudi-elphburg and actor:rudolf-elphberg are decided"
    ):
        knowledge.load([files["dispute"], files["same"], files["different"]])


# --- in extraction


def test_without_decisions_a_misspelt_name_is_another_and_a_namesake_the_same(tmp_path):
    ontology = laid(tmp_path, DISPUTE)
    assert speakers(TEXTS["spelt"], ontology) == [["rudi-elphburg"]]
    assert speakers(TEXTS["baker"], ontology)[0] == ["rudolf-elphberg"]


def test_the_same_speaks_for_whom_the_one_speaks(tmp_path):
    (statement,) = said(TEXTS["spelt"], laid(tmp_path, DISPUTE, SAME))
    (mention,) = statement.speakers
    assert (mention.actor.name, mention.actor.known, mention.reason) == ("rudolf-elphberg", True, "name, by decision")
    assert [a.name for a in statement.on_behalf_of] == ["ruritania"]


def test_two_people_of_one_name_stay_two(tmp_path):
    ontology = laid(tmp_path, DISPUTE, DIFFERENT)
    assert speakers(TEXTS["baker"], ontology)[0] == ["rudolf-elphberg-baker"]
    assert said(TEXTS["baker"], ontology)[0].on_behalf_of == ()
    assert speakers(TEXTS["office"], ontology) == [["rudolf-elphberg"]]
    (bare,) = said(TEXTS["bare"], ontology)
    assert [m.actor.name for m in bare.speakers] == ["rudolf-elphberg"], "of whom more is known"
    assert bare.speakers[0].reason == "name of several" and bare.speakers[0].score == 0.5, "and listed as weak"


def test_what_a_namesake_is_told_by(tmp_path):
    told = 'actor:rudolf-elphberg-baker dem:roleText "master baker" .\n'
    text = "Two bakers met. Baker Rudolf Elphberg, an old man, said the weir would leak. {}"
    later = "Rudolf Elphberg said the weir would break. Rudolf Elphberg, a baker, was not amused."
    assert speakers(later, laid(tmp_path, DISPUTE, DIFFERENT, told)) == [["rudolf-elphberg-baker"]]
    both = "Foreign Minister Rudolf Elphberg said the weir would leak. Rudolf Elphberg, a baker, said it would hold."
    found = speakers(both, laid(tmp_path, DISPUTE, DIFFERENT, told))
    assert found == [["rudolf-elphberg"], ["rudolf-elphberg-baker"]]
    assert speakers(text.format(""), laid(tmp_path, DISPUTE, DIFFERENT, told)) == [["rudolf-elphberg-baker"]]


def test_unlisted_actors_and_bodies_may_be_one(tmp_path):
    ontology = laid(
        tmp_path,
        DISPUTE,
        "actor:ann-maria-roe owl:sameAs actor:nan-roe .\n",
        "actor:weir-council-of-ruritania owl:sameAs actor:ruritania .\n",
    )
    assert speakers("Nan Roe, an analyst, said the weir would leak.", ontology) == [["ann-maria-roe"]]
    assert speakers("Ann Maria Roe, an analyst, said the weir would leak.", ontology) == [["ann-maria-roe"]]


def test_whom_others_speak_of_may_be_one_too(tmp_path):
    text = "Ruritania spoke on Monday. The mayor said the ZDP lied about the weir. The ZDP was silent."
    article = Article("a", text, (Block((0, len(text)), "paragraph"),), published="2016-05-02")
    for decision, expected in (("", "zdp"), ("actor:zdp owl:sameAs actor:ruritania .\n", "ruritania")):
        ontology = laid(tmp_path, DISPUTE, decision)
        passages = segment(article)
        others = link(article, passages, attribute(article, passages, ontology, "rules"), ontology).others
        assert {m.actor.name for m in others} == {expected}


# --- in a store


def build(*args: object) -> str:
    done = CliRunner().invoke(main, ["build", *map(str, args)])
    assert done.exit_code == 0, done.stderr
    return done.stderr


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return written(tmp_path / "articles", TEXTS)


def voices(store: Path) -> dict[str, set[str]]:
    """Document id -> identifiers of its speakers."""
    found: dict[str, set[str]] = {}
    with open_store(store, read_only=True) as opened:
        for row in ask(opened, "SELECT ?doc ?who { ?s dem:speaker ?who ; dem:inArticle/dem:documentId ?doc }"):
            found.setdefault(str(row["doc"]), set()).add(str(row["who"]).rpartition("/")[2])
        assert check(opened).valid
    return found


def test_articles_stored_before_take_up_that_two_are_one(tmp_path, articles, files):
    store = tmp_path / "s"
    build(articles, "--ontology", files["dispute"], "--store", store)
    assert voices(store)["spelt"] == {"rudi-elphburg"}
    told = build("--ontology", files["same"], "--store", store)
    assert "now name actors as decided: 1" in told
    assert voices(store)["spelt"] == {"rudolf-elphberg"}
    with open_store(store, read_only=True) as opened:
        rows = ask(opened, "who-said-what", actor="rudi-elphburg")
        assert {row["doc"] for row in rows} >= {"spelt"}, "the other name still finds it"
        text = str([q for q in opened.quads() if "rudi-elphburg" in str(q.subject) and "sameAs" not in str(q)])
        assert text == "[]"
    assert "now name actors" not in build("--ontology", files["same"], "--store", store), "done is done"


def test_a_decision_is_honoured_on_every_later_run(tmp_path, articles, files):
    store, fresh = tmp_path / "s", tmp_path / "fresh"
    given = ["--ontology", files["dispute"], "--ontology", files["same"], "--ontology", files["different"]]
    build(articles / "office.txt", *given, "--store", store)
    for name in ("baker", "spelt", "bare"):
        build(articles / f"{name}.txt", "--store", store)
    build(articles, *given, "--store", fresh, "--workers", 2)
    with open_store(store, read_only=True) as one, open_store(fresh, read_only=True) as other:
        assert everything(one) == everything(other)
    assert voices(store) == {
        "spelt": {"rudolf-elphberg"},
        "office": {"rudolf-elphberg"},
        "baker": {"rudolf-elphberg-baker"},
        "bare": {"rudolf-elphberg"},
    }


def test_what_needs_the_texts_is_counted_until_they_are_read_again(tmp_path, articles, files):
    store = tmp_path / "s"
    build(articles, "--ontology", files["dispute"], "--store", store)
    assert "to be built again for actors now kept apart: 3" in build("--ontology", files["different"], "--store", store)
    assert voices(store)["baker"] == {"rudolf-elphberg"}
    assert "kept apart" not in build(articles, "--store", store)
    assert voices(store)["baker"] == {"rudolf-elphberg-baker"}


def test_a_decision_taken_back_holds_once_the_articles_are_read_again(tmp_path, articles, files):
    store = tmp_path / "s"
    build(articles / "spelt.txt", "--ontology", files["dispute"], "--ontology", files["same"], "--store", store)
    files["same"].write_text(PREFIXES)
    assert "to be built again for actors now kept apart: 1" in build("--ontology", files["same"], "--store", store)
    build(articles / "spelt.txt", "--store", store)
    assert voices(store) == {"spelt": {"rudi-elphburg"}}


def test_positions_are_the_one_s(tmp_path, articles, files):
    store = tmp_path / "s"
    files["dispute"].write_text(PREFIXES + DISPUTE.replace("tenure:t1 a dem:DatedRole ;", "tenure:t1 "))
    build(articles, "--ontology", files["dispute"], "--store", store)
    build("--ontology", files["same"], "--store", store)
    with open_store(store, read_only=True) as opened:
        rows = ask(
            opened, "SELECT ?p ?h { ?s dem:expresses ?p ; dem:inArticle/dem:documentId 'spelt' . ?p dem:holder ?h }"
        )
        (row,) = rows
        assert str(row["p"]).endswith("position/rudolf-elphberg/oppose/weir")
        assert str(row["h"]).endswith("actor/rudolf-elphberg")


def test_an_unnamed_source_may_be_decided_to_be_somebody(tmp_path, files):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "leak.txt").write_text("A senior Ruritanian official said on Monday that the weir would leak.\n")
    store = tmp_path / "s"
    build(folder, "--ontology", files["dispute"], "--store", store)
    with open_store(store, read_only=True) as opened:
        (row,) = ask(opened, "SELECT ?who { ?s dem:speaker ?who }")
    who = str(row["who"])
    assert "/actor/unnamed/leak-" in who
    files["same"].write_text(PREFIXES + f"<{who}> owl:sameAs actor:rudolf-elphberg .\n")
    build("--ontology", files["same"], "--store", store)
    assert voices(store) == {"leak": {"rudolf-elphberg"}}
    build(folder, "--store", store)
    assert voices(store) == {"leak": {"rudolf-elphberg"}}


def test_a_build_needs_articles_or_an_ontology_for_a_store(tmp_path, files):
    run = CliRunner().invoke
    assert run(main, ["build", "--store", str(tmp_path / "s")]).exit_code == 2
    missing = run(main, ["build", "--ontology", str(files["dispute"]), "--store", str(tmp_path / "s")])
    assert missing.exit_code == 2 and "no store here" in missing.stderr and not (tmp_path / "s").exists()


# --- from the terminal


def test_decisions_are_written_from_the_terminal(tmp_path, articles, files, monkeypatch):
    monkeypatch.chdir(tmp_path)
    build(articles, "--ontology", files["dispute"])
    run, laid_over = CliRunner().invoke, ["--ontology", str(files["dispute"])]
    assert run(main, ["ontology", "decide", "rudi-elphburg", "same", "rudolf-elphberg", *laid_over]).exit_code == 0
    more = ["ontology", "decide", "actor:rudolf-elphberg-baker", "different", "rudolf-elphberg", *laid_over]
    assert run(main, more).stdout == "decisions.ttl\n"
    text = Path("decisions.ttl").read_text()
    assert text.count("@prefix actor:") == 1
    assert text.splitlines()[-2:] == [SAME.strip(), DIFFERENT.strip()]
    build("--ontology", "decisions.ttl")
    checked = run(main, ["ontology", "check", *laid_over, "decisions.ttl"])
    assert (checked.exit_code, checked.stdout) == (0, ""), "names decided away are still known"
    wrong = run(main, ["ontology", "decide", "rudi-elphbrg", "same", "rudolf-elphberg", "-o", "x.ttl", *laid_over])
    assert wrong.exit_code == 2 and "actor:rudi-elphbrg: no actor is known" in wrong.stderr
    assert not Path("x.ttl").exists()
    bad = run(main, ["ontology", "decide", "Rudi Elphburg", "same", "rudolf-elphberg"])
    assert bad.exit_code == 2 and bad.stderr.startswith("kg: 'Rudi Elphburg': not an actor's identifier")


def test_names_and_decisions_stand_under_the_base_of_the_store(tmp_path, articles, files, monkeypatch):
    monkeypatch.chdir(tmp_path)
    base = "https://example.org/x/"
    build(articles, "--ontology", files["dispute"], "--base", base)
    run, laid_over = CliRunner().invoke, ["--ontology", str(files["dispute"])]
    with open_store("store", read_only=True) as opened:
        assert len(ask(opened, "SELECT ?s { ?s dem:about topic:weir ; dem:speaker actor:rudolf-elphberg }")) == 3
        assert {row["doc"] for row in ask(opened, "who-opposes-what", topic="weir")} == {"spelt", "office", "bare"}
        assert not [q for q in opened.quads() if any(str(term).startswith(f"<{BASE}") for term in q)]
    one = run(main, ["ontology", "decide", "rudi-elphburg", "same", "actor:rudolf-elphberg", *laid_over])
    other = f"{base}actor/rudolf-elphberg-baker"
    two = run(main, ["ontology", "decide", other, "different", "rudolf-elphberg", *laid_over])
    assert (one.exit_code, two.exit_code) == (0, 0), one.stdout + two.stdout
    assert Path("decisions.ttl").read_text().splitlines()[-2:] == [SAME.strip(), DIFFERENT.strip()]
    kept = Path("decisions.ttl").read_bytes()
    against = run(main, ["ontology", "decide", f"{base}actor/rudi-elphburg", "different", "rudolf-elphberg"])
    assert against.exit_code == 2 and "to be another than actor:rudolf-elphberg here" in against.stderr
    assert Path("decisions.ttl").read_bytes() == kept
    assert "warning" not in build(articles, "--ontology", "decisions.ttl"), "names of the store are known in it"
    assert voices(tmp_path / "store")["spelt"] == {"rudolf-elphberg"}
    assert voices(tmp_path / "store")["baker"] == {"rudolf-elphberg-baker"}
    assert run(main, ["check", *laid_over, "--ontology", "decisions.ttl"]).exit_code == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("foo", "same", "rudolf-elphberg"), "no actor is known as actor:foo"),
        (("rudolf-elphberg", "same", "rudolf-elphberg"), "one identifier; a decision is on two"),
        (("rudolf-elphberg", "different", "rudi-elphburg"), "is decided to be another than actor:rudi-elphburg here"),
        (("rudolf-elphberg", "same", "rudolf-elphberg-baker"), "actor:rudolf-elphberg-baker"),
    ],
)
def test_a_decision_that_would_not_hold_is_not_written(tmp_path, articles, files, monkeypatch, given, said):
    monkeypatch.chdir(tmp_path)
    build(articles, "--ontology", files["dispute"])  # the store remembers it, so that decide need not be given it
    run, path = CliRunner().invoke, Path("decisions.ttl")
    for right in (("rudi-elphburg", "same"), ("rudolf-elphberg-baker", "different")):
        assert run(main, ["ontology", "decide", *right, "rudolf-elphberg"]).exit_code == 0
    before = path.read_bytes()
    done = run(main, ["ontology", "decide", *given])
    assert done.exit_code == 2 and said in done.stderr and done.stderr.count("\n") == 1
    assert path.read_bytes() == before
