"""The arrows of the house, read from the imports: kg and extract stand on ontology; only kg/commands knows both."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
PACKAGES = ("ontology", "extract", "kg", "queries")
#: package (or folder) -> what it may import of the house
ALLOWED = {
    "ontology": {"ontology"},
    "queries": {"queries", "ontology"},
    "extract": {"extract", "ontology"},
    "kg": {"kg", "ontology", "queries"},
    "kg/commands": {"kg", "extract", "ontology", "queries"},
}
MODULES = sorted(p for name in PACKAGES for p in (HOUSE / name).rglob("*.py"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add((node.module or "").split(".")[0])
    return found & {*PACKAGES, "tests"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_arrows(path: Path) -> None:
    place = path.relative_to(HOUSE).as_posix()
    room = "kg/commands" if place.startswith("kg/commands/") else place.split("/")[0]
    assert imports(path) <= ALLOWED[room]


def test_modules_are_found() -> None:
    assert len(MODULES) > 30
