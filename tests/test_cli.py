"""The command line: exit codes 0, 1, 2; one line for a failure; quick help that names every command."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from extract.read import KINDS
from extract.read.record import FIELDS, field_of
from kg import __version__
from kg.cli import main
from kg.commands import CATALOGUE
from ontology.lint import starter
from tests import graphs

REPO = Path(__file__).parent.parent
CONTRACT = [
    "demo",
    "build",
    "extract",
    "query",
    "export",
    "view",
    "serve",
    "check",
    "ontology",
    "forget",
    "show",
    "evaluate",
]


def kg(*args: str, **more: object) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(REPO)}
    command = [sys.executable, "-m", "kg.cli", *args]
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=120, **more)  # type: ignore[call-overload]


def test_every_command_of_the_contract_is_listed():
    assert sorted(CATALOGUE) == sorted(CONTRACT)
    shown = CliRunner().invoke(main, ["--help"])
    assert shown.exit_code == 0
    for name, (_, line) in CATALOGUE.items():
        assert f"  {name}" in shown.stdout and line.split(",")[0][:40] in shown.stdout


def leaves(name: str) -> list[click.Command]:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return list(command.commands.values()) if isinstance(command, click.Group) else [command]


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_command_takes_store_and_ontology_and_shows_an_example(name):
    for command in leaves(name):
        assert {"--store", "--ontology"} <= {o for p in command.params for o in p.opts}, command.name
        shown = CliRunner().invoke(command, ["--help"])
        assert shown.exit_code == 0 and f"kg {name}" in shown.stdout[shown.stdout.index("Example") :]


@pytest.mark.parametrize("name", ["build", "extract"])
def test_help_names_kinds_of_file_and_fields_that_are_read(name):
    shown = " ".join(CliRunner().invoke(main, [name, "--help"]).stdout.split())
    told = shown[shown.index("Fields of a JSON object") : shown.index("Dates are")]
    assert [word for word in re.findall(r"[a-z]+", told.split("text", 1)[1]) if word in FIELDS] == list(FIELDS)[1:]
    for said in re.findall(r"(\w+) \(or ([^)]*)\)", told):
        assert all(field_of(other) == said[0] for other in said[1].split(", "))
    assert set(re.findall(r"\.\w+", shown[shown.index("Read are") :])) >= {*KINDS, ".gz"}


@pytest.mark.parametrize("group", [[], ["show"], ["ontology"]])
def test_a_group_without_a_command_shows_its_help(group):
    done = CliRunner().invoke(main, group)
    assert done.output.splitlines() == CliRunner().invoke(main, [*group, "--help"]).stdout.splitlines()


def test_help_imports_nothing_heavy():
    script = (
        "import sys\nfrom click.testing import CliRunner\nfrom kg.cli import main\n"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0\n"
        "heavy = ('rdflib', 'pyvis', 'trafilatura', 'networkx', 'pyoxigraph', 'rich', 'numpy')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=REPO, check=True)
    assert done.stdout.strip() == "[]"


def test_version():
    assert CliRunner().invoke(main, ["--version"]).stdout == f"kg, version {__version__}\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["biuld", "x"], "did you mean build?"),
        (["build"], "Missing argument"),
        (["build", "--workers", "0", "x"], "--workers"),
        (["extract", "x", "--format", "pdf"], "'pdf'"),
        (["build", "no/such/folder", "--store", "{tmp}/s"], "no/such/folder"),
        (["build", "{tmp}/a.txt", "--store", "{tmp}/s", "--attributor", "oracle"], "oracle"),
        (["build", "{tmp}/a.txt", "--store", "{tmp}/s", "--ontology", "none.ttl"], "none.ttl: cannot be read"),
        (["build", "{tmp}/a.txt", "--store", "{tmp}/a.txt"], "a file, not a store"),
        (["build", "{tmp}/a.txt", "--store", "{tmp}"], "not a store"),
        (["build", "{tmp}/a.txt", "--store", "{tmp}/s", "--base", "nonsense"], "base IRI"),
        (["build", "{tmp}/a.txt", "--store", "{tmp}/s", "--base", "foo", "--workers", "2"], "base IRI"),
        (["extract", "{tmp}/a.txt", "--base", "foo", "--workers", "2"], "base IRI"),
        (["query", "who-opposes-what", "--ontology", "none.ttl", "--store", "{tmp}/s"], "none.ttl: cannot be read"),
        (["check", "--limit", "-1", "--store", "{tmp}/s"], "-1 is not in the range"),
        (["evaluate", "--gold", "{tmp}/gold", "{tmp}/latin.jsonl"], "latin.jsonl: not UTF-8"),
        (["view", "-o", "-", "--open", "--store", "{tmp}/s"], "--open needs a file"),
        (["forget", "x", "--store", "{tmp}/none"], "no store here"),
        (["show", "articles", "--store", "{tmp}/none"], "no store here"),
        (["build", "{tmp}/a.txt", "--store", "http://127.0.0.1:9/"], "does not answer"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(tmp_path, args, said):
    (tmp_path / "a.txt").write_text("China said on Friday that it opposes the plan.\n")
    (tmp_path / "latin.jsonl").write_bytes(b'{"doc": "\xe9"}\n')
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "g.json").write_text('{"doc": "g", "statements": []}')
    (tmp_path / "gold" / "g.txt").write_text("Text.")
    before = sorted(tmp_path.iterdir())
    done = CliRunner().invoke(main, [a.replace("{tmp}", str(tmp_path)) for a in args])
    assert done.exit_code == 2
    assert said in done.stderr and done.stderr.startswith("kg: ") and done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr and "failure of kg itself" not in done.stderr and not done.stdout
    assert sorted(tmp_path.iterdir()) == before


def test_a_terminal_obeys_nothing_that_stands_in_the_input(tmp_path):
    name = "e\x1b[31mRED\x07"
    (tmp_path / f"{name}.txt").write_text("")
    record = {"id": name, "text": "China said that it opposes the plan.", f"{name}\nX": "x"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n")
    store = ["--store", str(tmp_path / "s")]
    build = CliRunner().invoke(main, ["build", str(tmp_path), *store])
    assert build.exit_code == 1 and "not used: " in build.stderr and "e\\u001b[31mRED\\u0007.txt" in build.stderr
    shown = CliRunner().invoke(main, ["show", "articles", *store])
    wrong = CliRunner().invoke(main, ["build", f"{tmp_path}/{name}-is-not-there", *store])
    assert "note: " in build.stderr and "fields not used: e\\u001b[31mRED\\u0007 X;" in build.stderr
    for done in (build, shown, wrong):
        assert "\\u001b[31mRED" in done.output and "\x1b" not in done.output and "\x07" not in done.output


def test_a_failure_of_our_own_is_one_line_too(monkeypatch):
    monkeypatch.setattr("kg.store.open_store", lambda *a, **k: 1 / 0)
    done = CliRunner().invoke(main, ["forget", "x"])
    assert done.exit_code == 2 and done.stderr.count("\n") == 1 and "ZeroDivisionError" in done.stderr


def test_ctrl_c_is_quiet(monkeypatch):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.store.open_store", interrupted)
    done = CliRunner().invoke(main, ["forget", "x"])
    assert (done.exit_code, done.stdout, done.stderr.strip()) == (130, "", "")


def test_a_missing_module_breaks_its_own_command_only(monkeypatch):
    monkeypatch.setitem(CATALOGUE, "demo", ("kg.commands.nowhere", "Nothing."))
    done = CliRunner().invoke(main, ["demo"])
    assert done.exit_code == 2 and "no such command" in done.stderr
    assert CliRunner().invoke(main, ["show", "steps"]).exit_code == 0


def test_a_reader_that_goes_away_is_no_failure(tmp_path):
    text = "China said on Friday that it opposes the deployment of THAAD.\n\n" * 200
    (tmp_path / "a.txt").write_text(text)
    env = {**os.environ, "PYTHONPATH": str(REPO)}
    command = f"{sys.executable} -m kg.cli extract {tmp_path} --format nquads"
    pipe = f"{command} | head -c 100 > {tmp_path}/out; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", pipe], capture_output=True, text=True, env=env, timeout=120)
    assert (done.stderr, done.stdout.strip()) == ("", "0")


def test_show_lists_and_narrows():
    run = CliRunner().invoke
    assert [line.split()[0] for line in run(main, ["show", "steps"]).stdout.splitlines()[1:]] == (
        ["read", "segment", "attribute", "link", "interpret", "emit", "validate", "store", "query", "project", "draw"]
    )
    assert "rules.v2" in run(main, ["show", "extractors"]).stdout
    assert "wang-yi" in run(main, ["show", "actors", "wang", "yi"]).stdout
    assert "thaad" in run(main, ["show", "systems", "thaad"]).stdout
    assert "act:urge" in run(main, ["show", "terms", "act:urge"]).stdout
    assert len(run(main, ["show", "queries"]).stdout.splitlines()) > 12
    assert "urged" in run(main, ["show", "cues", "urge"]).stdout
    assert "oppose" in run(main, ["show", "stance-words", "condemn"]).stdout
    assert "wang-yi" in run(main, ["show", "posts", "china-foreign-minister"]).stdout
    nothing = run(main, ["show", "actors", "no-such-actor"])
    assert nothing.exit_code == 1 and nothing.stderr.count("\n") == 1


def test_words_and_posts_of_an_extension_are_listed(tmp_path):
    (tmp_path / "mine.ttl").write_text(starter("mine"))
    for kind, word in (("cues", "mine-cavil"), ("stance-words", "mine-scupper"), ("posts", "mine-harbour")):
        shown = CliRunner().invoke(main, ["show", kind, word, "--ontology", str(tmp_path / "mine.ttl")])
        assert shown.exit_code == 0 and shown.stdout.splitlines()[1].startswith(word)


def test_articles_are_listed_with_what_is_known_of_them(tmp_path):
    store = graphs.stored(graphs.small(), tmp_path / "s")
    head, *rest = CliRunner().invoke(main, ["show", "articles", "--store", str(store)]).stdout.splitlines()
    assert head.split() == ["document", "article", "published", "outlet", "statements", "title"]
    (first,) = [re.split(r"  +", line) for line in rest if line.startswith("one ")]
    assert first[2:] == ["2016-02-13", "The Strait Courier", "3", "Beijing warns of a step too far"]


def test_a_real_process_keeps_results_and_talk_apart(tmp_path):
    (tmp_path / "good.txt").write_text("China said on Friday that it opposes the deployment of THAAD.\n")
    (tmp_path / "empty.txt").write_text("")
    done = kg("extract", str(tmp_path))
    assert done.returncode == 1
    assert done.stdout.startswith('{"doc": "good"') and done.stdout.count("\n") >= 1
    assert done.stderr.count("\n") == 1 and "empty.txt" in done.stderr
