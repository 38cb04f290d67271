"""Measure extraction against hand-marked data and keep the figures, which only go up.

    python -m tests.scoreboard              measure and print beside the kept figures
    python -m tests.scoreboard --keep       and keep them; refuses where a figure fell
    python -m tests.scoreboard --keep --lower "why"   keep lower figures, with the reason

The figures, the digests of the data they were measured on and the commit stand in ``scoreboard.json``;
``test_quality.py`` holds every later change to them. Needs the data beside the repository (../shared).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from extract.emit import jsonl
from extract.flow import extract
from extract.read import read_text
from ontology.knowledge import load
from tests.shared_data import SHARED, digest, polnear

KEPT = Path(__file__).with_name("scoreboard.json")
#: how far below a kept figure a run may lie: none, the program is deterministic; rounding only
NOISE = 0.0005


def write_statements(texts: list[Path], target: Path, attributor: str) -> None:
    """Extract every text and write JSON Lines."""
    ontology = load()
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for path in texts:
            article = read_text(path.read_bytes().decode("utf-8"), doc=path.stem)
            for statement in extract(article, ontology, attributor):
                out.write(jsonl(statement) + "\n")


def scored(script: str, *arguments: str) -> dict[str, Any]:
    """Run one of the shared scorers and read its figures."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        option = "--json" if script == "positions.py" else "--out"
        command = [sys.executable, str(SHARED / "score" / script), *arguments, option, str(out)]
        subprocess.run(command, check=True, capture_output=True)
        loaded: dict[str, Any] = json.loads(out.read_text())
        return loaded


def measure(attributor: str = "rules") -> dict[str, Any]:
    """All figures of one attributor, with the digest of the data behind them."""
    figures: dict[str, float] = {}
    gold = SHARED / "gold"
    corpus = [SHARED / "corpus" / f"{p.stem}.txt" for p in sorted(gold.glob("*.json"))]
    held_out = polnear("held-out")
    with tempfile.TemporaryDirectory() as folder:
        pred = Path(folder) / "pred.jsonl"
        write_statements(corpus, pred, attributor)
        result = scored("positions.py", "--gold", str(gold), "--texts", str(SHARED / "corpus"), "--pred", str(pred))
        for name, value in result.items():
            if name != "documents" and value is not None:
                figures[f"gold {name}"] = value["f1"] if isinstance(value, dict) else value
        write_statements(held_out, pred, attributor)
        names = Path(folder) / "docs.txt"
        names.write_text("\n".join(p.stem for p in held_out))
        for view in ("all", "speech"):
            arguments = [
                "--gold",
                str(SHARED / "polnear" / "train"),
                "--pred",
                str(pred),
                "--docs",
                str(names),
                "--view",
                view,
            ]
            triple = scored("attribution.py", *arguments)["scores"]["triple"]["F1"]
            figures[f"polnear triple, {view}"] = round(triple, 4)
    return {
        "figures": figures,
        "data": {
            "gold": digest([*corpus, *gold.glob("*.json")]),
            "polnear held-out": digest([*held_out, *(p.with_suffix(".json") for p in held_out)]),
        },
    }


def fallen(kept: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Figures that lie below the kept ones, as lines to read."""
    return [
        f"{name}: {value:.4f} was kept, {now['figures'].get(name, 0.0):.4f} now"
        for name, value in kept["figures"].items()
        if now["figures"].get(name, 0.0) < value - NOISE
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--attributor", default="rules")
    parser.add_argument("--keep", action="store_true", help="write the figures to scoreboard.json")
    parser.add_argument("--lower", metavar="WHY", help="allow a figure to fall, for this reason")
    options = parser.parse_args()
    board: dict[str, Any] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    kept = board.get(options.attributor, {"figures": {}, "data": {}})
    now = measure(options.attributor)
    for name, value in now["figures"].items():
        before = kept["figures"].get(name)
        print(f"{name:34} {value:.4f}" + (f"   kept {before:.4f}" if before is not None else ""))
    if not options.keep:
        return 0
    lines = fallen(kept, now) if kept["data"] == now["data"] else []
    if lines and not options.lower:
        print(
            "not kept; a figure fell (give --lower WHY to keep it all the same):", *lines, sep="\n  ", file=sys.stderr
        )
        return 1
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    now["commit"] = commit
    if lines:
        now["lowered"] = options.lower
    board[options.attributor] = now
    KEPT.write_text(json.dumps(board, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
