"""From paths to each article's yield, in the order read: the way ``kg build``, ``kg extract`` and ``kg demo`` share.

read -> extract -> emit, in one or several processes, with every article that fails listed beside the step and the
reason, and the rest unharmed.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self

from kg import __version__
from kg.errors import InputError
from kg.store.contract import Parcel, parcel
from kg.workers import Crash, in_order
from ontology import knowledge
from ontology.identifiers import BASE, Identifiers, article_name, digest
from ontology.knowledge import Ontology, local_name
from ontology.vocabulary import DEM

if TYPE_CHECKING:
    from extract.emit import Run
    from extract.records import Article, Method, Statement

#: below this many articles starting worker processes (about a second each, for the ontology) costs more than it saves
FEW = 64
#: names of articles that a note gives
NAMED = 3
#: of an English text of at least so many words at least this share are these words: news in English has over 0.2,
#: in German, French, Spanish, Italian, Dutch, Polish and Turkish below 0.03
FEWEST, LEAST = 25, 0.08
ENGLISH = frozenset("the of and to that for with from by was were has have it its his he said which would this".split())
#: more processes than this were not seen to help: the one that stores becomes the narrow place
MOST_WORKERS = 8


def _predicate(term: object) -> bytes:
    return f"<{term}>".encode()


_ACTORS = frozenset(
    map(_predicate, (DEM.speaker, DEM.onBehalfOf, DEM.addressee, DEM.target, DEM.relayedBy, DEM.holder))
)
_EXPRESSES, _UNRESOLVED, _ORDER = map(_predicate, (DEM.expresses, DEM.unresolvedKind, DEM.order))


@dataclass(frozen=True, slots=True)
class Failure:
    """Something in the input that could not be used: where it stands, which step gave up, and why."""

    where: str
    step: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.step}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Yield:
    """What came of one article: its parcel for the store, and what the summary counts."""

    parcel: Parcel
    statements: int
    actors: frozenset[str]
    positions: frozenset[str]
    unresolved: dict[str, int]


@dataclass
class Harvest:
    """The articles of some paths on their way through the steps; ``failures`` fills while ``articles`` is consumed."""

    paths: Sequence[str]
    failures: list[Failure] = field(default_factory=list)
    #: texts there before: digest -> document id
    known: dict[str, str] = field(default_factory=dict)
    _notes: list[str] = field(default_factory=list)
    _copies: list[str] = field(default_factory=list)
    _silent: list[str] = field(default_factory=list)

    @property
    def notes(self) -> list[str]:
        """What the user should know and is no failure."""
        notes = list(self._notes)
        if self._copies:
            what = "article has" if len(self._copies) == 1 else "articles have"
            notes.append(
                f"{len(self._copies)} {what} the same text as another, so that it counts twice: {_few(self._copies)};"
                " kg forget takes one out"
            )
        if self._silent:
            what = "article" if len(self._silent) == 1 else "articles"
            notes.append(f"{len(self._silent)} {what} without any statement: {_few(self._silent)}")
        return notes

    def articles(self, agencies: tuple[str, ...]) -> Iterator[Article]:
        """The readable articles, each document id once; ``agencies`` as an ontology has them.

        Raises InputError for a path that is not there.
        """
        from extract.read import ReadError, read_paths
        from extract.records import Article

        try:
            for item in read_paths(self.paths, agencies=agencies):
                if isinstance(item, Article):
                    first = self.known.setdefault(digest(item.text), item.doc)
                    if first != item.doc:
                        self._copies.append(f"{item.doc} (as {first})")
                    yield item
                elif item.note:
                    self._notes.append(f"{item.origin}: {item.reason}")
                else:
                    self.failures.append(Failure(item.origin, item.step, item.reason))
        except ReadError as error:
            raise InputError(str(error)) from None

    def results(
        self,
        prepare: Callable[[], Callable[[Article], tuple[Any, str | None]]],
        workers: int | None,
        agencies: tuple[str, ...],
    ) -> Iterator[Any]:
        """What ``prepare()(article)`` gives of every article in order; what fails is listed, not yielded.

        Beside it goes the name of an article in which no statement was found, else None.
        """
        articles = self.articles(agencies)
        if workers is None:
            start = list(islice(articles, FEW))
            workers = 1 if len(start) < FEW else min(os.cpu_count() or 1, MOST_WORKERS)
            articles = chain(start, articles)
        for result in in_order(prepare, articles, workers):
            if isinstance(result, Crash):
                self.failures.append(Failure(result.item.origin or result.item.doc, "extract", result.reason))
            else:
                made, silent = result
                if silent:
                    self._silent.append(silent)
                yield made


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")


def silent(article: Article, statements: Sequence[Statement]) -> str | None:
    """The name of an article without statements, with the reason where it is a language that is not read."""
    if statements:
        return None
    return article.doc if in_english(article.text) else f"{article.doc} (not in English, and only English is read)"


def in_english(text: str) -> bool:
    """Whether a text has the function words of English; True for one too short to tell.

    >>> in_english("Wir lehnen die Stationierung ab, sagte der Minister am Montag in Peking. " * 3)
    False
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return len(words) < FEWEST or sum(word in ENGLISH for word in words) >= LEAST * len(words)


class Extensions:
    """The user's Turtle files of one run, as paths every process can load; a context manager.

    Those a store remembers come first, then those given now, which replace a remembered one of the same file name.
    Raises OntologyError for a file that is not Turtle, naming the path the user gave.
    """

    def __init__(self, given: Sequence[str], remembered: dict[str, bytes] | None = None) -> None:
        knowledge.load(given)
        names = Counter(Path(path).name for path in given)
        for name, count in names.items():
            if count > 1:
                raise InputError(f"{name}: two --ontology files of this name; rename one")
        self.files = {**(remembered or {}), **{Path(path).name: Path(path).read_bytes() for path in given}}
        self.kept = tuple(name for name in (remembered or {}) if name not in names)
        self._folder = TemporaryDirectory(prefix="kg-ontology-")
        self.paths = tuple(str(Path(self._folder.name, name)) for name in self.files)
        for path, data in zip(self.paths, self.files.values(), strict=True):
            Path(path).write_bytes(data)

    @property
    def ontology(self) -> Ontology:
        try:
            return knowledge.load(self.paths)
        except knowledge.OntologyError as error:  # of a remembered file, whose path here tells the user nothing
            raise knowledge.OntologyError(str(error).replace(f"{self._folder.name}/", "")) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def run_of(ontology: Ontology, method: Method) -> Run:
    """The run of this version with this ontology and method. Raises InputError for an unknown attributor."""
    from extract.attribute import ATTRIBUTORS, AttributorError, require
    from extract.emit import Run

    try:
        require(method.attributor)
    except AttributorError as error:
        raise InputError(f"--attributor {error}") from None
    if method.sides == "network" and find_spec("onnxruntime") is None:
        raise InputError("--sides network needs onnxruntime, not installed here; pip install it, or --sides rules")
    settings = [f"extractor={ATTRIBUTORS[method.attributor][1]}", f"sides={method.sides}"]
    if method.min_confidence:
        settings.append(f"min_confidence={method.min_confidence}")
    return Run("demarche", __version__, ontology.digest, tuple(settings))


def _extracted(article: Article, ontology: Ontology, method: Method) -> tuple[Statement, ...]:
    from extract.flow import extract

    return extract(article, ontology, method.attributor, method.min_confidence, method.sides)


def to_parcels(
    extensions: Sequence[str], base: str | None, method: Method
) -> Callable[[Article], tuple[Yield, str | None]]:
    """Extracts an article and packs its graph; made once in every process."""
    from extract.emit import nquads

    ontology = knowledge.load(extensions)
    run = run_of(ontology, method)
    identifiers = Identifiers(base or BASE)

    def work(article: Article) -> tuple[Yield, str | None]:
        found = _extracted(article, ontology, method)
        made = nquads(article, found, ontology, identifiers=identifiers, run=run)
        return packed(identifiers.graph(article_name(article.doc, article.text)), made), silent(article, found)

    return work


def to_text(
    extensions: Sequence[str], base: str | None, method: Method, format: str
) -> Callable[[Article], tuple[bytes, str | None]]:
    """Extracts an article and writes its statements in ``format``, without the prefix lines."""
    from extract.emit import in_order as ordered
    from extract.emit import jsonl, nquads, quads, serialize

    ontology = knowledge.load(extensions)
    run = run_of(ontology, method)
    identifiers = Identifiers(base or BASE)

    def text(article: Article, statements: Sequence[Statement]) -> bytes:
        if format == "jsonl":
            return "".join(f"{jsonl(s)}\n" for s in ordered(statements)).encode()
        if format == "nquads":
            return nquads(article, statements, ontology, identifiers=identifiers, run=run)
        made = quads(article, statements, ontology, identifiers=identifiers, run=run)
        return serialize(made, format, identifiers=identifiers, header=False)  # type: ignore[arg-type]

    def work(article: Article) -> tuple[bytes, str | None]:
        statements = _extracted(article, ontology, method)
        return text(article, statements), silent(article, statements)

    return work


def packed(graph: str, nquads: bytes) -> Yield:
    """The parcel of an article's N-Quads with the counts of the summary, all taken from the lines themselves."""
    actors: set[str] = set()
    positions: set[str] = set()
    unresolved: Counter[str] = Counter()
    statements = 0
    for line in nquads.splitlines():
        _, predicate, rest = line.split(b" ", 2)
        if predicate in _ACTORS:
            actors.add(_iri(rest))
        elif predicate == _EXPRESSES:
            positions.add(_iri(rest))
        elif predicate == _UNRESOLVED:
            unresolved[local_name(_iri(rest))] += 1
        elif predicate == _ORDER:
            statements += 1
    return Yield(parcel(graph, nquads), statements, frozenset(actors), frozenset(positions), dict(unresolved))


def _iri(rest: bytes) -> str:
    return rest[1 : rest.index(b">")].decode()


def parcels(
    harvest: Harvest, extensions: Extensions, base: str | None, method: Method, workers: int | None
) -> Iterator[Yield]:
    """The yields of all articles in order."""
    prepare = partial(to_parcels, extensions.paths, base, method)
    return harvest.results(prepare, workers, extensions.ontology.agencies)
