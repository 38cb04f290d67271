"""The wheel is whole: every data file in it, and the main job runs from it in another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
PACKAGES = ("ontology", "extract", "kg", "queries")
#: in the folders of packages but not of the distribution: the README's picture, and what networks are trained on
NOT_SHIPPED = ("kg/draw/explorer.png", "extract/training/press.jsonl", "extract/training/passages/*.jsonl")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network and unpacked as an installer would."""
    place = tmp_path_factory.mktemp("wheel")
    source = place / "source"  # building leaves files behind; the checkout stays as it is
    for name in PACKAGES:
        shutil.copytree(HOUSE / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(HOUSE / name, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q", "-w", str(place)]
    done = subprocess.run([*command, str(source)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = place.glob("demarche-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "site")
    return place / "site"


def test_every_file_of_the_packages_is_shipped(installed: Path) -> None:
    listed = subprocess.run(["git", "ls-files", *PACKAGES], cwd=HOUSE, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout: the files that belong to it are not known")
    shipped = [name for name in listed.stdout.split() if not any(fnmatch(name, kept) for kept in NOT_SHIPPED)]
    assert [name for name in shipped if not (installed / name).exists()] == []


def test_what_networks_are_trained_on_stays_with_the_source(installed: Path) -> None:
    assert [p.name for p in (installed / "extract" / "training").rglob("*") if p.suffix == ".jsonl"] == []


def test_users_may_check_their_types_against_ours(installed: Path) -> None:
    assert [name for name in PACKAGES if not (installed / name / "py.typed").is_file()] == []


def test_the_main_job_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def python(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)

    assert python("-c", "import kg; print(kg.__file__)").stdout.startswith(str(installed))
    done = python("-m", "kg", "demo", "out")
    assert done.returncode == 0, done.stderr
    assert "who-opposes-what" in done.stdout
    assert (tmp_path / "out" / "graph.html").stat().st_size > 100_000
