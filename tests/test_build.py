"""From paths to a store: twice is once, whatever the number of workers; bad input is listed and harms nothing else."""

from __future__ import annotations

import json
import os
import signal
import sys
import types
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.store import open_store
from kg.workers import Crash, in_order
from ontology.lint import starter
from tests.made_articles import everything, written

TEXTS = {
    "one": "China said on Friday that it opposes the deployment of THAAD in South Korea.\n",
    "two": 'Russia "firmly opposes" the deployment of THAAD, Foreign Minister Sergey Lavrov said on Friday.\n',
    "three": "The United States urged China to press North Korea, a senior official said.\n",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return written(tmp_path / "articles", TEXTS)


def build(*args: object) -> object:
    return CliRunner().invoke(main, ["build", *map(str, args)])


def held(store: Path) -> list[str]:
    with open_store(store, read_only=True) as opened:
        return everything(opened)


def test_building_twice_is_building_once(articles, tmp_path):
    first = build(articles, "--store", tmp_path / "s")
    assert (first.exit_code, first.stdout) == (0, "")
    assert "3 (3 new, 0 replaced, 0 unchanged)" in first.stderr
    once = held(tmp_path / "s")
    second = build(articles, "--store", tmp_path / "s")
    assert "3 (0 new, 0 replaced, 3 unchanged)" in second.stderr
    assert held(tmp_path / "s") == once


def test_a_changed_article_replaces_its_old_self(articles, tmp_path):
    build(articles, "--store", tmp_path / "s")
    (articles / "one.txt").write_text("China said on Friday that it supports the deployment of THAAD in South Korea.\n")
    assert "3 (0 new, 1 replaced, 2 unchanged)" in build(articles, "--store", tmp_path / "s").stderr
    build(articles, "--store", tmp_path / "fresh")
    assert held(tmp_path / "s") == held(tmp_path / "fresh")


GERMAN = (
    "PEKING - China hat die Pläne zur Stationierung des Systems THAAD scharf kritisiert. Wir lehnen die Stationierung"
    " ab, sagte eine Sprecherin am Montag in Peking. Der Minister erklärte dagegen, das System diene nur der Abwehr.\n"
)


@pytest.mark.parametrize("command", ["build", "extract"])
def test_articles_without_a_statement_are_named_with_the_reason(tmp_path, command):
    folder = written(tmp_path / "a", {"german": GERMAN, "mute": "A list of prices.\n", "one": TEXTS["one"]})
    done = CliRunner().invoke(main, [command, str(folder), "--store", str(tmp_path / "s")])
    assert done.exit_code == 0
    assert (
        "note: 2 articles without any statement: german (not in English, and only English is read), mute\n"
        in done.stderr
    )


def test_a_copy_under_another_name_is_kept_and_said(articles, tmp_path):
    (articles / "zone.txt").write_text(TEXTS["one"])
    first = build(articles, "--store", tmp_path / "s")
    said = "note: 1 article has the same text as another, so that it counts twice: zone (as one); kg forget takes"
    assert first.exit_code == 0 and said in first.stderr and "4 (4 new" in first.stderr
    later = written(tmp_path / "later", {"zwei": TEXTS["two"]})
    assert "twice: zwei (as two)" in build(later, "--store", tmp_path / "s").stderr
    assert "the same text" not in build(articles / "one.txt", "--store", tmp_path / "s").stderr


def test_an_extension_with_problems_is_used_and_told(articles, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = starter("my-dispute")
    Path("good.ttl").write_text(text)
    Path("bad.ttl").write_text(text.replace("dem:stanceRole", "dem:stancerole").replace("dem:Halting", "dem:Haltin"))
    assert "warning" not in build(articles, "--store", "s", "--ontology", "good.ttl").stderr
    done = build(articles, "--store", "s", "--ontology", "bad.ttl")
    assert done.exit_code == 1 and "3 unchanged" not in done.stderr
    found = CliRunner().invoke(main, ["ontology", "check", "bad.ttl"]).stdout.count("\n")
    assert found > 1
    assert f"warning: bad.ttl: {found} problems (kg ontology check bad.ttl lists them)\n" in done.stderr


def test_no_word_of_a_forgotten_article_stays_on_disk(tmp_path):
    (tmp_path / "a.txt").write_text("China said on Friday that it will not sell quandriflex missiles.\n")
    (tmp_path / "b.txt").write_text("Russia said on Friday that it opposes the deployment of THAAD.\n")
    place = tmp_path / "s"
    CliRunner().invoke(main, ["build", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--store", str(place)])
    assert any(b"quandriflex" in p.read_bytes() for p in place.rglob("*") if p.is_file())
    assert CliRunner().invoke(main, ["forget", "a", "--store", str(place)]).exit_code == 0
    assert not [p for p in place.rglob("*") if p.is_file() and b"quandriflex" in p.read_bytes()]
    assert "deployment" in CliRunner().invoke(main, ["query", "who-opposes-what", "--store", str(place)]).stdout


def test_forgetting_all_leaves_what_an_empty_store_with_its_ontology_has(articles, tmp_path):
    build(articles / "one.txt", "--store", tmp_path / "s")
    build(articles, "--store", tmp_path / "t")
    run = CliRunner().invoke
    assert run(main, ["forget", "two", "three", "--store", str(tmp_path / "t")]).exit_code == 0
    assert held(tmp_path / "s") == held(tmp_path / "t"), "forgotten is as never built"
    some = run(main, ["forget", "one", "four", "--store", str(tmp_path / "t")])
    assert some.exit_code == 1 and "four: no such article" in some.stderr
    with open_store(tmp_path / "t", read_only=True) as opened:
        graphs = {q.graph_name.value for q in opened.quads()}
        assert graphs == {opened.graphs.ontology, opened.graphs.catalogue}


def test_any_number_of_workers_gives_the_same(articles, tmp_path):
    for i in range(12):
        (articles / f"more-{i}.txt").write_text(TEXTS["two"] + f"\nIt was said {i} times.\n")
    outputs = []
    for workers in (1, 3):
        out = tmp_path / f"{workers}.jsonl"
        done = CliRunner().invoke(main, ["extract", str(articles), "-o", str(out), "--workers", str(workers)])
        assert done.exit_code == 0, done.stderr
        build(articles, "--store", tmp_path / f"s{workers}", "--workers", workers)
        outputs.append((out.read_bytes(), held(tmp_path / f"s{workers}")))
    assert outputs[0] == outputs[1]
    docs = [json.loads(line)["doc"] for line in outputs[0][0].decode().splitlines()]
    assert docs == sorted(docs, key=[p.stem for p in sorted(articles.iterdir())].index), "in the order read"


def test_what_cannot_be_read_is_listed_and_the_rest_stored(articles, tmp_path):
    (articles / "empty.txt").write_text("")
    (articles / "binary.txt").write_bytes(b"\x00\x01\x02")
    (articles / "latin.txt").write_bytes(b"Caf\xe9 said so.")
    done = build(articles, "--store", tmp_path / "s")
    assert done.exit_code == 1
    listed = [line for line in done.stderr.splitlines() if line.startswith("not used: ")]
    assert len(listed) == 3
    for name in ("empty", "binary", "latin"):
        assert any(f"{name}.txt" in line for line in listed)
    assert "3 (3 new" in done.stderr


def test_where_nothing_can_be_read_no_store_is_made(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    done = build(tmp_path / "empty.txt", "--store", tmp_path / "s")
    assert done.exit_code == 1 and not (tmp_path / "s").exists()


def test_two_texts_with_one_document_id_are_not_lost_silently(articles, tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "one.txt").write_text(TEXTS["two"])
    (tmp_path / "more" / "two.txt").write_text(TEXTS["two"])  # the same text: one article
    done = build(articles, tmp_path / "more", articles, "--store", tmp_path / "s")
    assert done.exit_code == 1
    listed = [line for line in done.stderr.splitlines() if line.startswith("not used: ")]
    assert len(listed) == 1 and "more/one.txt" in listed[0] and "document id 'one'" in listed[0]
    assert "3 (3 new" in done.stderr


def test_one_article_that_breaks_extraction_is_listed(articles, tmp_path, monkeypatch):
    from extract.flow import extract as real

    def fragile(article, *rest):
        if article.doc == "two":
            raise RecursionError("too deep")
        return real(article, *rest)

    monkeypatch.setitem(sys.modules, "extract.flow", types.SimpleNamespace(extract=fragile))
    done = build(articles, "--store", tmp_path / "s")
    assert done.exit_code == 1
    assert "two.txt: extract: RecursionError: too deep" in done.stderr and "2 (2 new" in done.stderr


# --- extensions


def test_an_extension_is_remembered_by_the_store(articles, tmp_path):
    mine = tmp_path / "black-sea.ttl"
    mine.write_text(starter("black-sea"))
    build(articles, "--store", tmp_path / "s", "--ontology", mine)
    with_it = held(tmp_path / "s")
    later = build(articles, "--store", tmp_path / "s")
    assert "3 unchanged" in later.stderr and "extended by black-sea.ttl" in later.stderr
    assert held(tmp_path / "s") == with_it
    mine.write_text(starter("black-sea").replace("Breakwater", "Mole"))
    build(articles, "--store", tmp_path / "s", "--ontology", mine)
    build(articles, "--store", tmp_path / "fresh", "--ontology", mine)
    assert held(tmp_path / "s") == held(tmp_path / "fresh"), "nothing of the old file lingers"


def test_a_broken_extension_leaves_the_store_as_it_was(articles, tmp_path):
    build(articles, "--store", tmp_path / "s")
    before = held(tmp_path / "s")
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix dem: <urn:x#> .\n\ndem:a dem:b ;; .. \n")
    for store in ("s", "new"):
        done = build(articles, "--store", tmp_path / store, "--ontology", broken)
        assert done.exit_code == 2 and done.stderr.startswith(f"kg: {broken}:3:") and done.stderr.count("\n") == 1
    assert held(tmp_path / "s") == before and not (tmp_path / "new").exists()


def test_two_extensions_of_one_name_are_refused(articles, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.ttl").write_text("")
    done = build(
        articles, "--ontology", tmp_path / "a/x.ttl", "--ontology", tmp_path / "b/x.ttl", "--store", tmp_path / "s"
    )
    assert done.exit_code == 2 and "rename one" in done.stderr


# --- streams


@pytest.mark.parametrize("format", ["nquads", "trig", "turtle"])
def test_rdf_streams_parse_and_end_with_their_run(articles, format):
    import pyoxigraph as ox

    done = CliRunner().invoke(main, ["extract", str(articles), "--format", format])
    assert done.exit_code == 0
    syntax = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "turtle": ox.RdfFormat.TURTLE}[format]
    quads = list(ox.parse(done.stdout_bytes, syntax))
    kinds = [q.object.value.rpartition("#")[2] for q in quads if q.predicate.value.endswith("#type")]
    assert kinds.count("ExtractionRun") == 1
    assert sum(q.predicate.value.endswith("#documentId") for q in quads) == 3


def test_an_nquads_stream_is_what_the_store_holds(articles, tmp_path):
    import pyoxigraph as ox

    done = CliRunner().invoke(main, ["extract", str(articles), "--format", "nquads"])
    build(articles, "--store", tmp_path / "s")
    with open_store(tmp_path / "s") as store:
        ours = (store.graphs.ontology, store.graphs.catalogue, store.graphs.derived)
        kept = {str(q) for q in store.quads() if q.graph_name.value not in ours}
    scratch = ox.Store()  # both through a store, which writes numbers its own way
    scratch.load(done.stdout_bytes, ox.RdfFormat.N_QUADS)
    assert {str(q) for q in scratch} == kept


def test_standard_input(tmp_path):
    done = CliRunner().invoke(main, ["extract", "-"], input=TEXTS["one"])
    assert done.exit_code == 0 and json.loads(done.stdout.splitlines()[0])["text"]["cue"] == "said"


def test_an_output_file_is_whole_or_as_it_was(articles, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("before")
    done = CliRunner().invoke(main, ["extract", "no/such", "-o", str(out)])
    assert done.exit_code == 2 and out.read_text() == "before"
    assert CliRunner().invoke(main, ["extract", str(articles), "-o", str(out)]).exit_code == 0
    assert out.read_text().startswith('{"doc"') and list(tmp_path.glob("*.part")) == []


# --- workers


def doubler():
    return double


def double(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    if number == 5 and sys.platform != "win32":
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def test_workers_keep_the_order_and_survive_the_death_of_one():
    found = list(in_order(doubler, iter(range(12)), workers=3))
    expected: list[object] = [n * 2 for n in range(12)]
    expected[3] = Crash(3, "ValueError: three")
    expected[5] = Crash(5, "the worker process died of it (signal 9)")
    assert found == expected


def test_workers_are_let_go_when_their_results_are_not_wanted():
    import multiprocessing

    results = in_order(doubler, iter(range(1000)), workers=2)
    assert next(results) == 0
    results.close()
    assert multiprocessing.active_children() == []


def test_one_worker_needs_no_process():
    assert list(in_order(doubler, [1, 3], workers=1)) == [2, Crash(3, "ValueError: three")]
