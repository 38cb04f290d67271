"""Measure extraction against hand-marked data and keep the figures, which only go up.

    python -m tests.scoreboard [--attributor NAME]      measure and print beside the kept figures
    python -m tests.scoreboard --keep                   and keep them; refuses where a figure fell
    python -m tests.scoreboard --keep --lower "why"     keep lower figures too, with the reason
    python -m tests.scoreboard --errors stances,act     what was wrong on our own gold

``rules`` is the rules alone throughout (``--attributor rules --sides rules``), any other NAME that attributor with the
network that takes sides.
Twelve sets: ``own`` (tests/gold: the sample articles and twenty other disputes, marked by hand before anything ran on
them), ``unread`` (those of them whose errors nobody reads: they are only counted), ``implied`` and ``implied-unread``
(two articles on each of sixteen disputes more, whose positions are mostly implied), ``wire`` (sixteen articles,
marked for who speaks, for whom, to whom, against whom and when), ``thaad`` and ``thaad-unread`` (sixteen on the
shipped dispute, as newspapers tell it); and, beside the repository in ../shared where they
lie, ``gold``, ``press`` and ``press-unread`` (sixteen newspaper articles on nine disputes, of which only the marks
are ours), ``polnear`` (every fifth article, which the rules were never tuned on) and ``later`` (the last 84 by date).
The tagger was trained on the sayings of the last four; what it reached before stands in its card. Figures, digests of
the data and the commit stand in ``scoreboard.json``; ``test_quality.py`` holds every later change to them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from extract.emit import jsonl, to_json
from extract.flow import extract
from extract.read import read_text
from extract.records import Article, Statement
from extract.training import gold
from kg.evaluate import Figure, Scores, evaluate, read_gold
from kg.samples import folder as samples
from ontology.knowledge import Ontology, load
from tests.shared_data import SHARED, digest, polnear

KEPT = Path(__file__).with_name("scoreboard.json")
OWN = Path(__file__).with_name("gold")
#: sixteen articles on sixteen other disputes, marked for people alone
WIRE = OWN / "wire"
#: two articles on each of sixteen disputes, the second of each unread
IMPLIED = OWN / "implied"
#: sixteen articles on the shipped dispute, half of them unread
SHIPPED = OWN / "thaad"
UNMARKED = ("systems", "stances", "positions")
#: marks of newspaper articles that lie beside the repository
PRESS = OWN / "press"
#: where the articles of gold files may lie, if not beside them
TEXTS = (Path(str(samples())), SHARED / "corpus", SHARED / "polnear" / "train")
#: how far below a kept figure a run may lie: rounding only for the rules; the networks' floats may differ
#: between processors, and with them what lies at a border
NOISE, NOISE_OF_NETWORKS = 0.0005, 0.01

Measured = dict[str, Any]


def read(article: Article, ontology: Ontology, attributor: str) -> tuple[Statement, ...]:
    """The statements of one article by an entry of the board."""
    return extract(article, ontology, attributor, sides="rules" if attributor == "rules" else "network")


def score_gold(marks: Sequence[Path], attributor: str) -> Scores:
    """Extract the articles that files mark, each with its own extension where there is one, and score them."""
    found = {path.stem: gold.read_marks(path, TEXTS) for path in marks}
    checked = {doc: s for folder in {p.parent for p in marks} for doc, s in read_gold(folder).items()}
    texts = {doc: m.article.text for doc, m in found.items()}
    predicted = {doc: [to_json(s) for s in read(m.article, m.ontology, attributor)] for doc, m in found.items()}
    return evaluate({doc: checked[doc] for doc in found}, predicted, texts)


def figures_of(scores: Scores) -> dict[str, float]:
    return {
        name: value.f1 if isinstance(value, Figure) else value
        for name, value in scores.figures.items()
        if value is not None
    }


def measure_marked(folder: Path, attributor: str, *, unread: bool = False) -> Measured:
    """The articles of a gold folder whose errors are read, or the others."""
    marks = gold.marks_in(folder, unread=unread)
    files = {f for path in marks for f in gold.read_marks(path, TEXTS).files}
    return {"figures": figures_of(score_gold(marks, attributor)), "data": digest(files)}


def measure_wire(attributor: str) -> Measured:
    """The articles of ``tests/gold/wire``: who, for whom, to whom, against whom, when; their topics are not marked."""
    measured = measure_marked(WIRE, attributor)
    figures = {name: value for name, value in measured["figures"].items() if name.split(".")[0] not in UNMARKED}
    return {**measured, "figures": figures}


def measure_polnear(attributor: str, part: str = "held-out") -> Measured:
    """Triple F1 (source, cue and content all right) by the scorer that lies beside the data."""
    articles = polnear(part)
    ontology = load()
    figures = {}
    with tempfile.TemporaryDirectory() as place:
        pred, names, out = (Path(place) / name for name in ("pred.jsonl", "docs.txt", "out.json"))
        names.write_text("\n".join(p.stem for p in articles))
        with pred.open("w", encoding="utf-8", newline="\n") as lines:
            for path in articles:
                text = path.read_bytes().decode("utf-8")
                article = read_text(text, doc=path.stem)
                lines.writelines(jsonl(s) + "\n" for s in read(article, ontology, attributor))
        for view in ("all", "speech"):
            command = [sys.executable, str(SHARED / "score" / "attribution.py"), "--gold", str(articles[0].parent)]
            command += ["--pred", str(pred), "--docs", str(names), "--view", view, "--out", str(out)]
            subprocess.run(command, check=True, capture_output=True)
            figures[f"triple, {view}"] = round(json.loads(out.read_text())["scores"]["triple"]["F1"], 4)
    return {"figures": figures, "data": digest([*articles, *(p.with_suffix(".json") for p in articles)])}


def measure_later(attributor: str) -> Measured:
    return measure_polnear(attributor, "later")


#: name of a set -> where it lies, what measures it
SETS: dict[str, tuple[Path, Callable[[str], Measured]]] = {
    "own": (OWN, partial(measure_marked, OWN)),
    "unread": (OWN, partial(measure_marked, OWN, unread=True)),
    "implied": (IMPLIED, partial(measure_marked, IMPLIED)),
    "implied-unread": (IMPLIED, partial(measure_marked, IMPLIED, unread=True)),
    "wire": (WIRE, measure_wire),
    "thaad": (SHIPPED, partial(measure_marked, SHIPPED)),
    "thaad-unread": (SHIPPED, partial(measure_marked, SHIPPED, unread=True)),
    "gold": (SHARED / "gold", partial(measure_marked, SHARED / "gold")),
    "press": (SHARED / "polnear" / "train", partial(measure_marked, PRESS)),
    "press-unread": (SHARED / "polnear" / "train", partial(measure_marked, PRESS, unread=True)),
    "polnear": (SHARED / "polnear" / "train", measure_polnear),
    "later": (SHARED / "polnear" / "train", measure_later),
}


#: sets that the networks were trained on
SEEN = ("polnear", "later")


def fallen(kept: Measured, now: Measured, noise: float = NOISE) -> list[str]:
    """Figures that lie below the kept ones, as lines to read."""
    return [
        f"{name}: {value:.4f} was kept, {now['figures'].get(name, 0.0):.4f} now"
        for name, value in kept["figures"].items()
        if now["figures"].get(name, 0.0) < value - noise
    ]


def noise_of(attributor: str) -> float:
    return NOISE if attributor == "rules" else NOISE_OF_NETWORKS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--attributor", default="rules")
    parser.add_argument("--keep", action="store_true", help="write the figures to scoreboard.json")
    parser.add_argument("--lower", metavar="WHY", help="allow a figure to fall, for this reason")
    parser.add_argument("--errors", metavar="KINDS", help="list these errors on our own gold: missed,stances,act …")
    options = parser.parse_args()
    if options.errors:
        for error in score_gold(gold.marks_in(OWN), options.attributor).errors:
            if error[1] in options.errors.split(","):
                print(*error, sep="\t")
        return 0
    board: dict[str, dict[str, Measured]] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    kept = board.setdefault(options.attributor, {})
    down: list[str] = []
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    for name, (place, measure) in SETS.items():
        if name in SEEN and options.attributor != "rules":
            print(f"{name}: not measured, the networks that ship have seen it; the tagger's card has figures of before")
            continue
        if not place.is_dir():
            print(f"{name}: not measured, {place} does not lie here")
            continue
        before, now = kept.get(name), measure(options.attributor)
        for figure, value in now["figures"].items():
            was = before["figures"].get(figure) if before else None
            print(f"{name:14} {figure:24} {value:.4f}" + (f"   kept {was:.4f}" if was is not None else ""))
        if before and before["data"] == now["data"]:
            down += [f"{name} {line}" for line in fallen(before, now, noise_of(options.attributor))]
        kept[name] = {**now, "commit": commit, **({"lowered": options.lower} if options.lower else {})}
    if not options.keep:
        return 0
    if down and not options.lower:
        print("not kept; a figure fell (--lower WHY keeps it all the same):", *down, sep="\n  ", file=sys.stderr)
        return 1
    KEPT.write_text(json.dumps(board, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
