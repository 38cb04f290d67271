"""Scores statements against hand-made gold: who, for whom, when, against whom, on what, which stance.

Gold is a folder of ``DOC.json``: ``{"doc", "published", "statements": [...]}``; statements have the keys of
``kg extract --format jsonl``, and may be ``optional``. Spans are ``[start, end)`` code points of ``DOC.txt``.

Statements are matched one to one by the word tokens of their content (intersection over union of at least a half, the
best first). A gold statement marked optional that finds no partner, and a prediction matched to one, count neither way.
Figures, micro-averaged over all documents:

``statements``      found and predicted, as precision, recall, F1
``source``          share of matched pairs whose sources have a content word in common (both empty is right)
the sets            speakers, on_behalf_of, targets, addressees, systems, stances: P R F1 over matched pairs
``act``, ``date``   share right among matched pairs whose gold has one; a missing date is wrong
``….end2end``       the same sets over all gold and all predictions: what is missed or invented counts
``positions``       P R F1 of the set of (document, holder, stance, topic), holder being on_behalf_of, else the speakers
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from kg.errors import InputError

Record = Mapping[str, Any]
SETS = ("speakers", "on_behalf_of", "targets", "addressees", "systems", "stances")
#: tokens in common divided by tokens of both, from which two contents are one statement: the field's usual half
SAME = 0.5
_TOKEN = re.compile(r"\w+")
#: words that name nobody; a source of nothing else is compared by them all the same
_FUNCTION = frozenset(
    "a an the of in on at for to from by with and or but s as that this its his her their our".split()
)


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 of counts, each to three digits."""

    hit: int
    pred: int
    gold: int

    @property
    def p(self) -> float:
        return round(self.hit / self.pred, 3) if self.pred else 0.0

    @property
    def r(self) -> float:
        return round(self.hit / self.gold, 3) if self.gold else 0.0

    @property
    def f1(self) -> float:
        if not self.hit:
            return 0.0
        p, r = self.hit / self.pred, self.hit / self.gold
        return round(2 * p * r / (p + r), 3)  # in this order: a shorter formula rounds .9375 the other way

    def as_dict(self) -> dict[str, float | int]:
        return {"p": self.p, "r": self.r, "f1": self.f1, "hit": self.hit, "pred": self.pred, "gold": self.gold}


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures, by name, and what was wrong: (document, kind, which statement, what)."""

    documents: int
    figures: Mapping[str, Figure | float | None]
    errors: tuple[tuple[str, str, str, str], ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            **{k: v.as_dict() if isinstance(v, Figure) else v for k, v in self.figures.items()},
        }

    def table(self) -> str:
        lines = [f"{'documents':22}  {self.documents}"]
        for name, value in self.figures.items():
            if isinstance(value, Figure):
                lines.append(
                    f"{name:22}  P {value.p:.3f}  R {value.r:.3f}  F1 {value.f1:.3f}"
                    f"  ({value.hit} of {value.gold} gold, {value.pred} predicted)"
                )
            else:
                lines.append(f"{name:22}  {'-' if value is None else f'{value:.3f}'}")
        return "\n".join(lines) + "\n"


def evaluate(
    gold: Mapping[str, Sequence[Record]], predicted: Mapping[str, Sequence[Record]], texts: Mapping[str, str]
) -> Scores:
    """Scores the predictions of the documents that have gold; ``texts`` holds the text of each.

    Raises InputError where a span ends after its text.
    """
    counts: Counter[str] = Counter()
    paired_sets: dict[str, Counter[str]] = {key: Counter() for key in SETS}
    whole_sets: dict[str, Counter[str]] = {key: Counter() for key in SETS}
    wanted_positions: set[tuple[str, ...]] = set()
    found_positions: set[tuple[str, ...]] = set()
    errors: list[tuple[str, str, str, str]] = []
    for doc in sorted(gold):
        text, ours, theirs = texts[doc], predicted.get(doc, ()), gold[doc]
        pairs = _pairs(theirs, ours, text, doc)
        optional = {i for i, s in enumerate(theirs) if s.get("optional")}
        excused = {j for i, j in pairs if i in optional}
        scored = [(i, j) for i, j in pairs if i not in optional]
        needed = [s for i, s in enumerate(theirs) if i not in optional]
        counts["gold"] += len(needed)
        counts["pred"] += len(ours) - len(excused)
        counts["hit"] += len(scored)
        wanted = _positions(doc, needed)
        wanted_positions |= wanted
        # a position only optional statements carry is neither asked for nor punished
        found_positions |= _positions(doc, ours) - (_positions(doc, theirs) - wanted)
        matched = {i for i, _ in pairs} | optional
        errors += [(doc, "missed", _id(s, i), _said(s, text)) for i, s in enumerate(theirs) if i not in matched]
        taken = {j for _, j in pairs}
        errors += [(doc, "extra", _id(s, j), _said(s, text)) for j, s in enumerate(ours) if j not in taken]
        for i, j in scored:
            g, p = theirs[i], ours[j]
            where = _id(g, i)
            if _same_source(g, p, text):
                counts["source"] += 1
            else:
                errors.append((doc, "source", where, f"gold {g.get('source')} got {p.get('source')}"))
            for key in SETS:
                a, b = _set(g, key), _set(p, key)
                paired_sets[key].update(hit=len(a & b), pred=len(b), gold=len(a))
                whole_sets[key]["hit"] += len(a & b)
                if a != b:
                    errors.append((doc, key, where, f"gold {sorted(a)} got {sorted(b)}"))
            for key in ("act", "date"):
                if g.get(key):
                    right = _value(p, key) == _value(g, key)
                    counts[f"{key} asked"] += 1
                    counts[f"{key} right"] += right
                    if not right:
                        errors.append((doc, key, where, f"gold {g[key]} got {p.get(key)}"))
        for key in SETS:
            whole_sets[key]["gold"] += sum(len(_set(s, key)) for s in needed)
            whole_sets[key]["pred"] += sum(len(_set(s, key)) for j, s in enumerate(ours) if j not in excused)
    for kind, items in (("missed", wanted_positions - found_positions), ("extra", found_positions - wanted_positions)):
        errors += [(doc, f"position {kind}", "", " ".join(rest)) for doc, *rest in sorted(items)]
    figures: dict[str, Figure | float | None] = {
        "statements": Figure(counts["hit"], counts["pred"], counts["gold"]),
        "source": round(counts["source"] / (counts["hit"] or 1), 3),
        **{key: _figure(paired_sets[key]) for key in SETS},
    }
    for key in ("act", "date"):
        asked = counts[f"{key} asked"]
        figures[key] = round(counts[f"{key} right"] / asked, 3) if asked else None
    figures |= {f"{key}.end2end": _figure(whole_sets[key]) for key in SETS}
    common = len(wanted_positions & found_positions)
    figures["positions"] = Figure(common, len(found_positions), len(wanted_positions))
    return Scores(len(gold), figures, tuple(errors))


def read_gold(folder: str | Path) -> dict[str, list[Record]]:
    """Document -> its gold statements. Raises InputError naming the file."""
    found: dict[str, list[Record]] = {}
    for path in sorted(Path(folder).glob("*.json")):
        try:
            data = json.loads(path.read_text("utf-8"))
            statements = data["statements"]
            doc = str(data["doc"])
        except (ValueError, TypeError, KeyError, OSError) as error:
            raise InputError(f"{path}: not a gold file ({error}); it holds an object with doc and statements") from None
        found[doc] = [_checked(s, f"{path}: statement {_id(s, i)}") for i, s in enumerate(statements)]
    if not found:
        raise InputError(f"{folder}: no gold here; --gold takes a folder of DOC.json files")
    return found


def read_predictions(lines: Iterable[str], where: str, docs: Iterable[str]) -> dict[str, list[Record]]:
    """Document -> statements, of JSON Lines; a document may be named by its file. Raises InputError naming the line."""
    known = set(docs)
    found: dict[str, list[Record]] = defaultdict(list)
    for number, line in enumerate(_decoded(lines, where), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError(f"{where}:{number}: not JSON ({error})") from None
        if not isinstance(record, dict) or "doc" not in record:
            raise InputError(f"{where}:{number}: no statement with a doc; write it with kg extract --format jsonl")
        doc = PurePath(str(record["doc"])).name
        found[doc if doc in known else PurePath(doc).stem].append(_checked(record, f"{where}:{number}"))
    return found


def _decoded(lines: Iterable[str], where: str) -> Iterator[str]:
    """The lines of an open text file; raises InputError where one is not UTF-8."""
    try:
        yield from lines
    except UnicodeDecodeError:
        raise InputError(f"{where}: not UTF-8; write it with kg extract --format jsonl") from None


def read_texts(folder: str | Path, docs: Iterable[str]) -> dict[str, str]:
    """The text of each document, from ``DOC.txt``, newlines untouched. Raises InputError naming the file."""
    texts = {}
    for doc in docs:
        path = Path(folder) / f"{doc}.txt"
        try:
            texts[doc] = path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            raise InputError(
                f"{path}: not there; --texts takes the folder with the articles the gold was made on"
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: cannot be read ({error})") from None
    return texts


def _checked(record: Any, where: str) -> Record:
    """The record with spans as lists of pairs; raises InputError for what is none."""
    if not isinstance(record, dict):
        raise InputError(f"{where}: not an object")
    checked = dict(record)
    for role in ("source", "cue", "content"):
        spans = record.get(role) or []
        if not isinstance(spans, list) or not all(
            isinstance(s, list) and len(s) == 2 and all(type(x) is int for x in s) and 0 <= s[0] <= s[1] for s in spans
        ):
            raise InputError(f"{where}: {role} is not a list of [start, end] pairs")
        checked[role] = spans
    try:
        for key in SETS:
            _set(checked, key)
    except (TypeError, KeyError, AttributeError):
        raise InputError(f"{where}: {key} is not a list as kg extract --format jsonl writes it") from None
    return checked


def _short(identifier: object) -> str:
    """What follows the last ':', '/' or '#', in lower case."""
    return re.split(r"[:/#]", str(identifier))[-1].lower()


def _set(record: Record, key: str) -> set[Any]:
    values = record.get(key) or []
    if key == "stances":
        return {(_short(v["topic"]), _short(v["stance"])) for v in values}
    if isinstance(values, str):
        raise TypeError(key)
    return {_short(v) for v in values}


def _value(record: Record, key: str) -> str:
    return _short(record.get(key) or "") if key == "act" else str(record.get(key) or "")[:10]


def _figure(counts: Counter[str]) -> Figure:
    return Figure(counts["hit"], counts["pred"], counts["gold"])


def _id(record: Any, index: int) -> str:
    return str(record.get("id", index)) if isinstance(record, dict) else str(index)


def _said(record: Record, text: str) -> str:
    return " … ".join(text[a:b] for a, b in record["content"])[:110]


def _pairs(gold: Sequence[Record], predicted: Sequence[Record], text: str, doc: str) -> list[tuple[int, int]]:
    """One-to-one pairs (index in gold, index in predicted), best first; ties by index."""
    words = [m.span() for m in _TOKEN.finditer(text)]
    theirs = [_tokens(s, words, len(text), doc) for s in gold]
    ours = [_tokens(s, words, len(text), doc) for s in predicted]
    candidates = []
    for i, a in enumerate(theirs):
        for j, b in enumerate(ours):
            share = len(a & b) / len(a | b) if a | b else 0.0
            if share >= SAME:
                candidates.append((-share, i, j))
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(candidates):
        if all(i != x and j != y for x, y in pairs):
            pairs.append((i, j))
    return pairs


def _tokens(record: Record, words: Sequence[tuple[int, int]], size: int, doc: str) -> set[int]:
    """Indexes of the words that the content touches."""
    found: set[int] = set()
    for start, end in record["content"]:
        if end > size:
            raise InputError(
                f"{doc}: span [{start}, {end}) ends after the text ({size} code points); is it this text's?"
            )
        found.update(i for i, (s, e) in enumerate(words) if s < end and start < e)
    return found


def _same_source(gold: Record, predicted: Record, text: str) -> bool:
    a, b = (_source_words(r, text) for r in (gold, predicted))
    return bool(a & b) if a and b else not a and not b


def _source_words(record: Record, text: str) -> set[str]:
    found = {m[0].lower() for a, b in record["source"] for m in _TOKEN.finditer(text[a:b])}
    return found - _FUNCTION or found


def _positions(doc: str, statements: Iterable[Record]) -> set[tuple[str, ...]]:
    return {
        (doc, holder, stance, topic)
        for s in statements
        for holder in _set(s, "on_behalf_of") or _set(s, "speakers")
        for topic, stance in _set(s, "stances")
    }
