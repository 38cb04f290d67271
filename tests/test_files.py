"""A result file is whole or as it was, whatever stands at its place."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.draw import write_html
from kg.errors import InputError
from kg.export import write_network
from kg.files import write, writing
from tests import graphs

TEXT = "China said on Friday that it opposes the deployment of THAAD.\n"
OPPOSES = ["ontology", "decide", "wang-yi-baker", "different", "wang-yi"]


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    path = tmp_path / "old.txt"
    path.write_text("before")
    with pytest.raises(InputError, match=r"old\.txt: cannot be written \(No space left"), writing(path) as file:
        file.write(b"half")
        raise OSError(28, "No space left on device")
    with pytest.raises(ZeroDivisionError), writing(path) as file:
        file.write(b"%d" % (1 // 0))
    assert path.read_text() == "before" and os.listdir(tmp_path) == ["old.txt"]


@pytest.mark.parametrize("writer", [write_html, lambda graph, path: write_network(graph, "graphml", path)])
def test_pictures_and_exports_are_whole_or_as_they_were(tmp_path, monkeypatch, writer):
    path = tmp_path / "old.html"
    path.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(InputError, match="No space left"):
        writer(nx.MultiDiGraph(), path)
    assert path.read_text() == "before" and os.listdir(tmp_path) == ["old.html"]


def test_a_link_stays_one_and_a_file_keeps_its_mode(tmp_path):
    (tmp_path / "real.txt").write_text("before")
    (tmp_path / "real.txt").chmod(0o640)
    (tmp_path / "link.txt").symlink_to("real.txt")
    write(tmp_path / "link.txt", "after")
    assert (tmp_path / "link.txt").is_symlink() and (tmp_path / "real.txt").read_text() == "after"
    assert (tmp_path / "real.txt").stat().st_mode & 0o777 == 0o640
    write(tmp_path / "new.txt", "")
    (tmp_path / "plain.txt").write_text("")
    assert (tmp_path / "new.txt").stat().st_mode == (tmp_path / "plain.txt").stat().st_mode


def test_a_pipe_is_written_to_and_other_drafts_are_left_alone(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "out.part").write_text("mine")
    os.mkfifo(tmp_path / "out")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "out").read_text()), daemon=True)
    reader.start()
    done = CliRunner().invoke(main, ["extract", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")])
    reader.join(10)
    assert done.exit_code == 0 and read and read[0].startswith('{"doc": "a"')
    assert (tmp_path / "out").is_fifo() and (tmp_path / "out.part").read_text() == "mine"


def test_a_picture_goes_to_standard_output_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = graphs.stored(graphs.small(), tmp_path / "store")
    done = CliRunner().invoke(main, ["view", "-o", "-", "--store", str(store)])
    assert CliRunner().invoke(main, ["view", "-o", "a.html", "--store", str(store)]).exit_code == 0
    assert done.stdout_bytes == Path("a.html").read_bytes() and not Path("-").exists()


# --- decisions


def test_a_decision_is_written_once_and_the_rest_of_the_file_stays(tmp_path):
    path = tmp_path / "d.ttl"
    path.write_bytes("# décisions\r\n".encode())
    for _ in range(2):
        assert CliRunner().invoke(main, [*OPPOSES, "-o", str(path)]).exit_code == 0
    turned = [*OPPOSES[:2], OPPOSES[4], "different", OPPOSES[2]]
    done = CliRunner().invoke(main, [*turned, "-o", str(path)])
    assert "says so already" in done.stderr
    text = path.read_bytes().decode()
    assert text.startswith("# décisions\r\n") and text.count("owl:differentFrom") == 1
    assert text.count("\n") == text.count("\r\n")
    more = ["ontology", "decide", "wang-yi-painter", *OPPOSES[3:], "-o", str(path)]
    assert CliRunner().invoke(main, more).exit_code == 0
    kept = path.read_bytes()
    assert (kept.count(b"@prefix owl:"), kept.count(b"owl:differentFrom")) == (1, 2)
    for refused in (["a", "same", "b"], ["wang-yi", "same", "wang-yi-baker"]):
        done = CliRunner().invoke(main, ["ontology", "decide", *refused, "-o", str(path)])
        assert done.exit_code == 2 and "left as it was" in done.stderr
    assert path.read_bytes() == kept


def test_a_folder_cannot_hold_decisions(tmp_path):
    done = CliRunner().invoke(main, [*OPPOSES, "-o", str(tmp_path)])
    assert (done.exit_code, done.stderr) == (2, f"kg: {tmp_path}: a folder; name a file with -o FILE\n")


@pytest.mark.parametrize(
    ("held", "other", "said"),
    [
        (b"notes of mine\n", "wang-yi", "d.ttl:1: not valid Turtle"),
        ("# d\xe9cision\n".encode("latin-1"), "wang-yi", "d.ttl: not UTF-8 (byte 3)"),
        (b"# mine\n", "http://e.org/actor/a>b", "'http://e.org/actor/a>b': not an actor's identifier"),
        (b"# mine\n", "http://e.org/actor/a{b", "not an actor's identifier"),
    ],
)
def test_a_decision_that_would_break_the_file_is_not_written(tmp_path, held, other, said):
    path = tmp_path / "d.ttl"
    path.write_bytes(held)
    done = CliRunner().invoke(main, ["ontology", "decide", "wang-yi-baker", "same", other, "-o", str(path)])
    assert done.exit_code == 2 and said in done.stderr and done.stderr.count("\n") == 1
    assert path.read_bytes() == held and os.listdir(tmp_path) == ["d.ttl"]
