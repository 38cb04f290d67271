"""A long command says that it is still at work, where someone watches and where nobody does."""

from __future__ import annotations

import time

import pytest
from click.testing import CliRunner

from kg import query as asking
from kg.cli import main
from kg.commands import progress
from kg.commands.progress import watching
from tests import graphs


def test_a_log_gets_a_line_now_and_then(capsys, monkeypatch):
    monkeypatch.setattr(progress, "EVERY", 0.05)
    with watching("building", "articles read") as advance:
        advance(2)
        advance(1)
        time.sleep(0.2)
    told = capsys.readouterr()
    assert told.out == "" and "building: 3 articles read, 0 s\n" in told.err


def test_what_is_quick_says_nothing(capsys):
    with watching("asking"):
        pass
    assert capsys.readouterr().err == ""


def test_a_terminal_shows_a_line_that_moves(capsys, monkeypatch):
    monkeypatch.setattr(progress, "interactive", lambda: True)
    monkeypatch.setattr(progress, "PATIENCE", 0.01)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with watching("asking"):
        time.sleep(0.6)
    assert "asking" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["query", "who-opposes-what"], "asking who-opposes-what"),
        (["check"], "checking"),
        (["view", "-o", "{tmp}/g.html"], "making the network overview"),
        (["forget", "one"], "writing the store anew"),
    ],
)
def test_the_commands_that_may_take_long_say_so(tmp_path, monkeypatch, words, said):
    store = graphs.stored(graphs.small(), tmp_path / "s")
    run = asking.run
    monkeypatch.setattr(asking, "run", lambda *a, **k: time.sleep(0.1) or run(*a, **k))
    monkeypatch.setattr(progress, "EVERY", 0.001)
    done = CliRunner().invoke(main, [w.replace("{tmp}", str(tmp_path)) for w in words] + ["--store", str(store)])
    assert f"{said}, 0 s\n" in done.stderr
