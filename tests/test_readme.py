"""The README is true: every block of it runs, in order, in one fresh folder."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.samples import folder

HOUSE = Path(__file__).resolve().parents[1]
README = (HOUSE / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.M | re.S)
INSTALLS = [text for kind, text in BLOCKS if kind == "sh" and "pip install" in text]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles in it and ``kg`` on the path."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(str(folder()), place / "articles", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    program = place / "bin" / "kg"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    program.chmod(0o755)
    return place


def test_blocks_run_in_order(desk: Path) -> None:
    environment = {**os.environ, "PATH": f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(HOUSE)}
    for kind, text in BLOCKS:
        if text in INSTALLS:
            continue
        command = ["sh", "-e", "-c", text] if kind == "sh" else [sys.executable, "-c", text]
        done = subprocess.run(command, cwd=desk, env=environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
    for made in ("graph.html", "congruence.graphml", "my-dispute.ttl", "statements.jsonl"):
        assert (desk / made).stat().st_size > 100, made


def test_two_commands_set_up_everything() -> None:
    assert len(INSTALLS) == 2 and INSTALLS[0].rstrip().endswith("kg demo") and INSTALLS[1].rstrip().endswith("pytest")


#: stands for python3 and all that a venv brings: notes how it was called, makes a venv of its like
STAND_IN = """#!/bin/sh
echo "${0#"$STANDS_IN"/} $*" >> "$CALLS"
if [ "$2" = venv ]; then
  mkdir -p "$3/bin"
  for name in pip python ruff mypy; do cp "$0" "$3/bin/$name"; done
fi
"""


@pytest.mark.parametrize("more", ["", " --no-cache-dir"])
def test_ci_runs_the_test_command_of_the_readme(tmp_path: Path, more: str) -> None:
    checkout, stands_in, calls = tmp_path / "checkout", tmp_path / "bin", tmp_path / "calls"
    (checkout / ".ci").mkdir(parents=True)
    stands_in.mkdir()
    shutil.copy(HOUSE / ".ci" / "run", checkout / ".ci" / "run")
    command = INSTALLS[1].replace("'.[test]'", f"'.[test]'{more}")
    (checkout / "README.md").write_text(README.replace(INSTALLS[1], command), encoding="utf-8")
    for name in ("python3", "chromium"):
        (stands_in / name).write_text(STAND_IN)
        (stands_in / name).chmod(0o755)
    path = f"{stands_in}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "STANDS_IN": str(stands_in), "CALLS": str(calls)}
    done = subprocess.run([checkout / ".ci" / "run"], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    ran = calls.read_text(encoding="utf-8").splitlines()
    wanted = [" ".join(shlex.split(part)) for part in command.strip().split(" && ")]
    assert len(wanted) == 3 and wanted[1].endswith(f".[test]{more}") and ran[-3:] == wanted
    assert ran[:2] == wanted[:2]  # a clean checkout has no linter before that


def test_every_command_and_question_named_exists() -> None:
    from kg.commands import CATALOGUE

    named = set(re.findall(r"\bkg ([a-z]+)\b", README)) - {"demo"}
    assert named <= set(CATALOGUE), named - set(CATALOGUE)


def test_the_picture_is_there() -> None:
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (HOUSE / path).stat().st_size > 10_000
