"""The store's promises: twice is once, replaced whole, forgotten without a trace, killed half-way = whole articles."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.emit import quads as spoken
from extract.records import Article as Text
from extract.records import Statement
from kg.errors import InputError, NotAStore, QueryError, StoreError, StoreLocked, StoreMissing
from kg.store import open_store, parcel
from ontology import knowledge
from ontology.vocabulary import DEM, OA
from tests.hand_made import ARTICLE, RUN, STATEMENTS
from tests.made_articles import IDS, everything, faults, made, n, quads, run_triples

POSITIONS = f"SELECT ?position WHERE {{ ?position a <{DEM.Position}> }}"
REPO = Path(__file__).parent.parent


def test_adding_twice_is_adding_once(tmp_path):
    with open_store(tmp_path / "s", create=True) as store:
        assert store.put_many([made(i) for i in range(5)]) == ("new",) * 5
        once = everything(store)
        assert store.put_many([made(i) for i in range(5)]) == ("unchanged",) * 5
        assert everything(store) == once
    with open_store(tmp_path / "s") as store:
        assert everything(store) == once
        assert store.put(quads(2)[0].graph_name.value, quads(2)) == "unchanged"


def test_order_and_batches_do_not_matter(tmp_path):
    with open_store(tmp_path / "one", create=True) as one, open_store(tmp_path / "two", create=True) as two:
        one.put_many(made(i) for i in range(8))
        two.batch_bytes = 1
        two.put_many(made(i) for i in reversed(range(8)))
        assert everything(one) == everything(two)


def test_bulk_and_small_loads_hold_the_same(tmp_path, monkeypatch):
    with open_store(tmp_path / "small", create=True) as small:
        small.put_many(made(i) for i in range(4))
        monkeypatch.setattr("kg.store.embedded.SMALL", 0)
        with open_store(tmp_path / "bulk", create=True) as bulk:
            bulk.put_many(made(i) for i in range(4))
            assert everything(small) == everything(bulk)


def test_a_changed_article_replaces_its_old_self(tmp_path):
    with open_store(tmp_path / "s", create=True) as store, open_store(tmp_path / "t", create=True) as fresh:
        store.put_many([made(0), made(1), made(2)])
        assert store.put_many([made(1, version=1, statements=1)]) == ("replaced",)
        fresh.put_many([made(0), made(1, version=1, statements=1), made(2)])
        assert everything(store) == everything(fresh)


def test_the_same_document_twice_in_one_run_leaves_the_last(tmp_path):
    with open_store(tmp_path / "s", create=True) as store, open_store(tmp_path / "t", create=True) as fresh:
        told: list[int] = []
        assert store.put_many([made(0), made(1), made(0, version=1)], told.append) == ("new", "new", "replaced")
        assert sum(told) == 3
        fresh.put_many([made(1), made(0, version=1)])
        assert everything(store) == everything(fresh)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["put", "forget"]), st.integers(0, 4), st.integers(0, 2), st.integers(0, 3)),
        max_size=8,
    )
)
def test_any_history_leaves_what_its_last_state_would(tmp_path_factory, steps):
    """Whatever was put, replaced and forgotten before, the store equals one that was only ever given what is left."""
    folder = tmp_path_factory.mktemp("history")
    left: dict[int, tuple[int, int]] = {}
    with open_store(folder / "s", create=True) as store, open_store(folder / "fresh", create=True) as fresh:
        for do, number, version, statements in steps:
            if do == "put":
                store.put_many([made(number, version, statements)])
                left[number] = (version, statements)
            else:
                unknown = store.forget([f"doc-{number}"])
                assert unknown == (() if number in left else (f"doc-{number}",))
                left.pop(number, None)
        fresh.put_many(made(number, *rest) for number, rest in left.items())
        assert everything(store) == everything(fresh)


def test_forgetting_all_leaves_an_empty_store_with_its_ontology(tmp_path):
    ontology = [ox.Triple(n(IDS.actor("actor-1")), n(DEM.acronym), ox.Literal("A1"))]
    with open_store(tmp_path / "s", create=True) as store:
        store.set_ontology(ontology, "digest", {"mine.ttl": b"# words\n"})
        empty = everything(store)
        store.add_runs(run_triples())
        store.put_many(made(i) for i in range(4))
        store.set_derived([ox.Triple(n(IDS.actor("actor-1")), n(DEM.speaksAgainst), n(IDS.actor("actor-2")))])
        names = [store.articles()[0].doc, store.articles()[1].name, store.articles()[2].iri]
        assert store.forget(names) == ()
        assert len(store.articles()) == 1
        assert list(store.quads(store.graphs.runs)), "the run is still referred to"
        assert store.forget(["doc-3", "doc-4"]) == ("doc-4",)
        assert everything(store) == empty
        assert store.forget(["doc-3"]) == ("doc-3",)


def test_runs_nobody_refers_to_are_swept(tmp_path):
    with open_store(tmp_path / "s", create=True) as store:
        before = everything(store)
        store.add_runs(run_triples())
        store.sweep()
        assert everything(store) == before


def test_a_change_empties_the_derived_shortcuts(tmp_path):
    shortcut = [ox.Triple(n(IDS.actor("actor-1")), n(DEM.speaksAgainst), n(IDS.actor("actor-2")))]
    with open_store(tmp_path / "s", create=True) as store:
        for change in (lambda: store.put_many([made(0)]), lambda: store.put_many([made(0, 1)])):
            store.set_derived(shortcut)
            change()
            assert not list(store.quads(store.graphs.derived))
            assert not store.query(f"ASK {{ ?a <{DEM.speaksAgainst}> ?b }}")
        store.set_derived(shortcut)
        store.put_many([made(0, 1)])
        store.sweep()
        assert list(store.quads(store.graphs.derived)), "nothing changed, so they are not stale"


def test_the_ontology_graph_is_replaced_and_its_extensions_remembered(tmp_path):
    def labels(word: str) -> list[ox.Triple]:
        return [ox.Triple(n(IDS.actor("china")), n(DEM.acronym), ox.Literal(word))]

    with open_store(tmp_path / "s", create=True) as store:
        assert store.extensions() == {} and store.ontology_digest() is None
        files = {"b.ttl": b"# b\r\n", "a.ttl": "# ü\n".encode()}
        assert store.set_ontology(labels("PRC"), "1", files)
        assert not store.set_ontology(labels("PRC"), "1", files)
        assert list(store.extensions().items()) == list(files.items())
        assert store.set_ontology(labels("CN"), "2", {})
        assert store.extensions() == {} and store.ontology_digest() == "2"
        assert [q.object.value for q in store.quads(store.graphs.ontology)] == ["CN"]
        assert [r[0].value for r in store.select(f"SELECT ?l WHERE {{ ?a <{DEM.acronym}> ?l }}")] == ["CN"]


# --- the merge: a triple of ten graphs is one triple


def test_a_plain_select_sees_every_graph_and_a_shared_triple_once(tmp_path):
    with open_store(tmp_path / "s", create=True) as store:
        store.put_many(made(i) for i in range(6))
        assert len(list(store.select(POSITIONS))) == 3
        (row,) = store.select(
            f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a <{DEM.Statement}> ; <{DEM.expresses}> ?p . ?p a ?t }}"
        )
        assert row["n"].value == "18"
        graph = store.articles()[0].graph
        assert len(list(store.select(POSITIONS.replace("WHERE", f"FROM <{graph}> WHERE")))) == 3
        assert len(list(store.select(f"SELECT ?g WHERE {{ GRAPH ?g {{ ?a a <{DEM.Article}> }} }}"))) == 6
        bound = store.select("SELECT ?s WHERE { ?s a ?kind }", {"kind": n(DEM.Article)})
        assert len(list(bound)) == 6


def test_the_dataset_has_the_union_as_its_default_graph(tmp_path):
    from rdflib import RDF, URIRef
    from rdflib.plugins.sparql import prepareQuery

    with open_store(tmp_path / "s", create=True) as store:
        store.put_many(made(i) for i in range(6))
        dataset = store.dataset
        position = URIRef(str(DEM.Position))
        assert len(list(dataset.triples((None, RDF.type, position)))) == 3
        assert len(list(dataset.subjects(RDF.type, position))) == 3
        assert len(list(dataset.query(POSITIONS))) == 3
        assert len(list(dataset.query(prepareQuery(POSITIONS)))) == 3
        graph = store.articles()[0].graph
        only = POSITIONS.replace("?position WHERE", f"?position FROM <{graph}> WHERE").replace("Position>", "Article>")
        assert len(list(dataset.query(only))) == 1, "FROM is obeyed"
        assert len(dataset.graph(URIRef(graph))) == len(list(store.quads(graph)))
        assert len(list(dataset.quads((None, RDF.type, position, None)))) == 18, "one for each graph that says it"
        assert len(dataset) == len(
            {str(q.triple) for q in store.quads() if q.graph_name.value != store.graphs.catalogue}
        )
        written = dataset.serialize(format="nquads")
        assert len(written.split("\n")) - written.count("\n\n") >= len(list(store.quads()))
        assert len([line for line in written.split("\n") if line.strip()]) == len(list(store.quads()))
        with pytest.raises(StoreError, match="for reading"):
            dataset.add((position, RDF.type, position))
        with pytest.raises(StoreError, match="for reading"):
            dataset.update("CLEAR ALL")


# --- no word of what is gone stays on disk


def holding(folder: Path, words: bytes) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.is_file() and words in p.read_bytes()]


@pytest.mark.parametrize("way", ["forgotten", "replaced"])
def test_a_purge_takes_the_words_of_what_is_gone_off_the_disk(tmp_path, way):
    place = tmp_path / "s"
    with open_store(place, create=True) as store, open_store(tmp_path / "fresh", create=True) as fresh:
        store.put_many([made(0), made(1)])
        store.optimize()
        (words,) = {q.object.value for q in quads(1) if q.predicate == n(DEM.documentId)}
        secret = f"{words} never said".encode()
        told = ox.Quad(quads(1)[0].subject, n(DEM.content), ox.Literal(secret.decode()), quads(1)[0].graph_name)
        assert store.put(told.graph_name.value, [*quads(1), told]) == "replaced"
        assert holding(place, secret)
        if way == "replaced":
            assert store.put(told.graph_name.value, quads(1)) == "replaced"
            fresh.put_many([made(0), made(1)])
        else:
            assert store.forget([words]) == ()
            fresh.put_many([made(0)])
        assert holding(place, secret), "or this test shows nothing"
        store.purge()
        assert everything(store) == everything(fresh)
        store.put_many([made(2)])
    assert holding(place, secret) == []
    with open_store(place) as store:
        assert store.find("doc-2") is not None
        # not its files: the database merges those by itself
        database = (place / "quads").stat().st_ino
        store.purge()
        assert (place / "quads").stat().st_ino == database, "nothing to do"


@pytest.mark.parametrize("moment", ["while it writes", "between its renames", "before it deletes"])
@pytest.mark.parametrize("read_only", [True, False])
def test_a_purge_cut_off_leaves_a_whole_store(tmp_path, moment, read_only):
    place = tmp_path / "s"
    with open_store(place, create=True) as store:
        store.put_many([made(0), made(1)])
        store.forget(["doc-1"])
        before = everything(store)
    match moment:
        case "while it writes":
            (place / "quads.new").mkdir()
            (place / "quads.new" / "CURRENT").write_text("half")
        case "between its renames":
            shutil.copytree(place / "quads", place / "quads.old")
            (place / "quads").rename(place / "quads.new")
        case _:
            shutil.copytree(place / "quads", place / "quads.old")
    with open_store(place, read_only=read_only) as store:
        assert everything(store) == before
    with open_store(place) as store:
        assert everything(store) == before
        store.purge()
    assert sorted(p.name for p in place.iterdir()) == ["demarche.json", "quads"]


def test_a_purge_keeps_other_writers_out(tmp_path):
    from kg.store.embedded import _locked

    with open_store(tmp_path / "s", create=True) as store:
        store.put_many([made(0)])
    script = f"from kg.store import open_store; open_store({str(tmp_path / 's')!r})"
    with _locked(tmp_path / "s" / "quads"):
        other = subprocess.run([sys.executable, "-c", script], cwd=REPO, capture_output=True, text=True)
    assert "another process is writing to this store" in other.stderr


# --- a run killed half-way

CHILD = """
import sys
from kg.store import open_store
from tests.made_articles import made, run_triples
location, count, version, batch = sys.argv[1], *map(int, sys.argv[2:])
with open_store(location, create=True) as store:
    store.batch_bytes = batch
    parcels = [made(i, version, 20) for i in range(count)]
    print("go", flush=True)
    store.add_runs(run_triples())
    store.put_many(parcels)
    if version == 2:
        store.forget([f"doc-{i}" for i in range(count)])
print("done", flush=True)
"""


def _child(location: Path, count: int, version: int, batch: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(location), str(count), str(version), str(batch)]
    return subprocess.Popen(
        command, cwd=REPO, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(REPO)}
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize(
    ("batch", "small", "what"),
    [(200_000, False, "loads in batches"), (10_000_000, False, "one bulk load"), (1, True, "replaces and forgets")],
    ids=["batches", "bulk", "replace-forget"],
)
def test_killed_half_way_leaves_whole_articles_only(tmp_path, batch, small, what):
    """SIGKILL at moments spread over the run; then every article is whole and catalogue, graphs and merge agree."""
    count = 12 if small else 150
    known = {(p.article.doc, p.article.digest): p for v in (0, 1, 2) for p in (made(i, v, 20) for i in range(count))}
    moments = random.Random(batch)
    length, halfway = 1.0, 0
    for trial in range(5):
        location = tmp_path / f"s{trial}"
        if small:
            with open_store(location, create=True) as store:
                store.put_many(made(i, 1, 20) for i in range(count))
        child = _child(location, count, 2 if small else 0, batch)
        assert child.stdout is not None
        assert child.stdout.readline() == "go\n"
        start = time.perf_counter()
        if trial == 0:  # one run to its end, to know how long it takes
            assert child.stdout.readline() == "done\n"
            length = time.perf_counter() - start
            child.wait()
        else:
            time.sleep(length * moments.uniform(0.02, 0.95))
            child.send_signal(signal.SIGKILL)
            child.wait()
        with open_store(location, read_only=True) as store:
            assert list(faults(store, known)) == [], f"{what}, trial {trial}, for a reader"
        with open_store(location) as store:
            assert list(faults(store, known)) == [], f"{what}, trial {trial}"
            halfway += child.returncode != 0
            # and the next run completes it
            store.put_many(made(i, 0, 20) for i in range(count))
            assert {a.digest for a in store.articles()} == {made(i, 0, 20).article.digest for i in range(count)}
            assert list(faults(store, known)) == []
    assert halfway >= 2, "the kills came too late to prove anything"


@pytest.mark.parametrize("lost", ["graphs", "merge"])
def test_a_bulk_load_cut_between_its_halves_is_settled_on_opening(tmp_path, monkeypatch, lost):
    """The two halves of a bulk load are atomic each; the one that was lost decides nothing."""
    monkeypatch.setattr("kg.store.embedded.SMALL", 0)
    parcels = {(p.article.doc, p.article.digest): p for p in map(made, range(6))}
    with open_store(tmp_path / "s", create=True) as store:
        store.put_many([made(0), made(1)])
        later = [made(i) for i in range(2, 6)]
        notes = [
            f"<{p.article.iri}> <{DEM.articleGraph}> <{p.article.graph}> <{store.graphs.catalogue}> .\n"
            f'<{p.article.iri}> <{DEM.graphDigest}> "{p.article.digest}" <{store.graphs.catalogue}> .\n'
            for p in later
        ]
        if lost == "merge":
            store.inner.bulk_load(b"".join(p.nquads for p in later) + "".join(notes).encode(), ox.RdfFormat.N_QUADS)
        else:
            store.inner.bulk_load(b"".join(p.ntriples for p in later), ox.RdfFormat.N_TRIPLES)
        assert list(faults(store, parcels)) != []
    (tmp_path / "s" / "unsettled").touch()
    with open_store(tmp_path / "s", read_only=True) as store:
        assert list(faults(store, parcels)) == []
        assert len(store.articles()) == (6 if lost == "merge" else 2)
    assert not (tmp_path / "s" / "unsettled").exists()


# --- what is no store, and who else is at it


def test_a_missing_store_is_said_and_not_made(tmp_path):
    with pytest.raises(StoreMissing, match="no store here; make one with: kg build"):
        open_store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("marker", ["", "{}", "[1]", '{"format": "x"}', "\x00"])
def test_a_store_that_is_none_is_left_alone(tmp_path, marker):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    if marker:
        (folder / "demarche.json").write_text(marker)
    before = sorted((p.name, p.read_bytes()) for p in folder.iterdir())
    for create in (False, True):
        with pytest.raises(NotAStore, match="nothing was touched"):
            open_store(folder, create=create)
    assert sorted((p.name, p.read_bytes()) for p in folder.iterdir()) == before
    with pytest.raises(NotAStore, match="a file, not a store"):
        open_store(folder / "thesis.txt", create=True)


def test_an_empty_folder_may_become_a_store(tmp_path):
    with pytest.raises(StoreMissing):
        open_store(tmp_path)
    with open_store(tmp_path, create=True) as store:
        assert store.articles() == ()
    with open_store(tmp_path, read_only=True) as store:
        assert store.articles() == ()


def test_a_newer_format_and_another_base_are_refused(tmp_path):
    with open_store(tmp_path / "s", create=True, base="https://example.org/id/") as store:
        assert store.graphs.runs == "https://example.org/id/graph/runs"
    with open_store(tmp_path / "s") as store:
        assert store.base == "https://example.org/id/"
    with pytest.raises(StoreError, match=r"base IRI https://example\.org/id/"):
        open_store(tmp_path / "s", base="https://example.com/")
    marker = tmp_path / "s" / "demarche.json"
    marker.write_text(marker.read_text().replace('"format": 1', '"format": 99'))
    with pytest.raises(StoreError, match="format 99"):
        open_store(tmp_path / "s")


def test_a_damaged_database_is_one_line(tmp_path):
    with open_store(tmp_path / "s", create=True) as store:
        store.put_many([made(0)])
    (tmp_path / "s" / "quads" / "CURRENT").write_text("nonsense\n")
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"quads/ cannot be used .*restore it or build it anew") as caught:
            open_store(tmp_path / "s", read_only=read_only)
        assert "\n" not in str(caught.value)


def test_a_second_writer_is_refused_and_a_reader_let_in(tmp_path):
    script = (
        "import sys\nfrom kg.store import open_store\nfrom kg.errors import KgError\n"
        "for read_only in (False, True):\n"
        "    try:\n        print(len(open_store(sys.argv[1], read_only=read_only).articles()))\n"
        "    except KgError as error:\n        print(type(error).__name__, error)\n"
    )
    with open_store(tmp_path / "s", create=True) as store:
        store.put_many([made(0)])
        with pytest.raises(StoreLocked):
            open_store(tmp_path / "s")
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "s")], capture_output=True, text=True, cwd=REPO, check=True
        )
    writer, reader = done.stdout.splitlines()
    assert writer.startswith("StoreLocked") and "another process is writing" in writer
    assert reader == "1"


def test_a_read_only_store_refuses_writing(tmp_path):
    with open_store(tmp_path / "s", create=True) as store:
        store.put_many([made(0)])
    with open_store(tmp_path / "s", read_only=True) as store:
        before = everything(store)
        for change in (lambda: store.put_many([made(1)]), lambda: store.forget(["doc-0"]), store.sweep):
            with pytest.raises(StoreError, match="read-only"):
                change()
        assert everything(store) == before


def test_a_closed_store_says_so(tmp_path):
    store = open_store(tmp_path / "s", create=True)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.articles()


@pytest.mark.parametrize(
    "query", ["SELECT ?s WHERE {", "", "DELETE WHERE { ?s ?p ?o }", "SELECT ?s WHERE { ?s nope:x ?o }"]
)
def test_a_malformed_query_is_one_line_and_changes_nothing(tmp_path, query):
    with open_store(tmp_path / "s", create=True) as store:
        store.put_many([made(0)])
        before = everything(store)
        with pytest.raises(QueryError) as caught:
            store.query(query)
        assert "\n" not in str(caught.value) and str(caught.value).startswith("query: ")
        with pytest.raises(InputError, match="no SELECT"):
            store.select("ASK { ?s ?p ?o }")
        assert everything(store) == before


# --- what cannot be right cannot be packed


def test_a_parcel_is_one_whole_article():
    good = quads(0)
    graph = good[0].graph_name.value
    assert parcel(graph, reversed(good)) == parcel(graph, [*good, *good])
    other = ox.Quad(n("urn:s"), n("urn:p"), n("urn:o"), n("urn:another-graph"))
    blank = ox.Quad(ox.BlankNode(), n("urn:p"), n("urn:o"), n(graph))
    second = ox.Quad(n("urn:s"), n(DEM.documentId), ox.Literal("doc-1"), n(graph))
    for bad, said in (([*good, other], "another graph"), ([*good, blank], "blank"), ([*good, second], "2 articles")):
        with pytest.raises(ValueError, match=said):
            parcel(graph, bad)
    with pytest.raises(ValueError, match="0 articles"):
        parcel(graph, [])


@pytest.mark.parametrize("predicate", ["start", "end", "exact"])
def test_a_quotation_of_another_length_than_its_position_is_not_packed(predicate: str):
    whole = spoken(ARTICLE, STATEMENTS, knowledge.load(), run=RUN)
    graph = whole[0].graph_name.value
    assert parcel(graph, whole)
    which = next(i for i, q in enumerate(whole) if q.predicate == n(OA[predicate]))
    old = whole[which]
    changed = ox.Literal('x\n"') if predicate == "exact" else ox.Literal("3", datatype=old.object.datatype)
    bad = [*whole[:which], ox.Quad(old.subject, old.predicate, changed, old.graph_name), *whole[which + 1 :]]
    with pytest.raises(ValueError, match=r"quotes \d+ code points at \[\d+, \d+\); build the article again"):
        parcel(graph, bad)


def test_a_quotation_is_as_long_as_its_characters_not_as_their_spelling():
    text = 'He said "\\ tab\t, 王毅 😀 \x7f\x01 and\nmore".'
    spans = ((8, len(text) - 1),)
    statement = Statement("d", "d.0", "direct", spans, text={"content": text[8:-1]})
    whole = spoken(Text("d", text), [statement], knowledge.load(), run=RUN)
    assert parcel(whole[0].graph_name.value, whole)
