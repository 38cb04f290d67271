"""Finds the shipped queries and reads what each says of itself in its header.

A header is a run of comment lines that begin with ``#+``:

    #+ title: Who opposes what
    #+ question: Who takes a stand against what, and in which words?
    #+ parameter: topic topic what is opposed, narrower topics included
    #+ parameter: actor actor required whose positions
    #+ parameter: below decimal default=0.5 only what is less certain
    #+ columns:
    #+   holder: whose position it is
    #+ example: kg query who-opposes-what --set topic=thaad-deployment

What a parameter narrows stands in the query as a comment, with empty braces for its values:

    #? topic VALUES ?topic {} ?statement dem:about ?topic .

So the file runs unchanged in any SPARQL tool, unfiltered; ``kg.query`` opens the lines of the parameters that are given
and puts their values in the braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: what a parameter's value may be; kg.query knows how each is read
TYPES = (
    "actor",
    "topic",
    "system",
    "stance",
    "act",
    "kind",
    "outlet",
    "article",
    "statement",
    "date",
    "integer",
    "decimal",
    "share",
    "text",
)
#: folders whose queries people ask by name; projections serve networks and derive serves the store
ASKED = ("questions", "checks")
_LINE = re.compile(r"#\+(?P<indent>\s*)(?P<rest>.*)")
#: a line of the query that belongs to one parameter
PLACE = re.compile(r"(?P<indent>\s*)#\? (?P<name>\w+) (?P<rest>.*)")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class HeaderError(ValueError):
    """A ``#+`` line that cannot be understood; the text says line, what is wrong and what to write."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a query lets its user choose. Not given and without default, it does not filter."""

    name: str
    type: str
    description: str = ""
    required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer; one whose description begins with "IRI of" is for programs rather than for people."""

    name: str
    description: str = ""

    @property
    def is_iri(self) -> bool:
        return self.description.startswith("IRI of ")


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what its header says. ``where`` names it in messages: a shipped name, or a file."""

    name: str
    text: str
    where: str
    title: str = ""
    question: str = ""
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    examples: tuple[str, ...] = ()
    folder: str | None = None

    @property
    def sparql(self) -> str:
        """The query without its header."""
        return "".join(line for line in self.text.splitlines(keepends=True) if not line.startswith("#+")).strip() + "\n"


def parse(text: str, name: str, where: str, folder: str | None = None) -> Question:
    """Reads the header of a query; a query without one has no parameters. Raises HeaderError."""
    single = {"title": "", "question": ""}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    examples: list[str] = []
    within = ""
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.match(line)
        opened = PLACE.match(line)
        if opened and opened["name"] not in (p.name for p in parameters):
            raise HeaderError(
                f"{where}:{number}: the parameter {opened['name']!r} is not declared; write above:"
                f" #+ parameter: {opened['name']} TYPE description"
            )
        if not match:
            continue
        key, _, value = (part.strip() for part in match["rest"].partition(":"))
        if within == "columns" and len(match["indent"]) > 1:
            columns.append(Column(key, value))
            continue
        within = key
        if key in single:
            single[key] = value
        elif key == "example":
            examples.append(value)
        elif key == "parameter":
            parameter = _parameter(value, f"{where}:{number}")
            if parameter.name in (p.name for p in parameters):
                raise HeaderError(f"{where}:{number}: the parameter {parameter.name!r} stands here twice; remove one")
            if not re.search(rf"(?m)^\s*#\? {parameter.name} .*VALUES \?{parameter.name} \{{\}}", text):
                raise HeaderError(
                    f"{where}:{number}: the parameter {parameter.name!r} has no place in the query; write a line"
                    f" #? {parameter.name} VALUES ?{parameter.name} {{}} … where it narrows something"
                )
            parameters.append(parameter)
        elif key == "columns":
            columns += [Column(c.strip()) for c in value.split(",") if c.strip()]
    return Question(
        name=name,
        text=text,
        where=where,
        parameters=tuple(parameters),
        columns=tuple(columns),
        examples=tuple(examples),
        folder=folder,
        **single,
    )


def _parameter(value: str, where: str) -> Parameter:
    name, _, rest = value.partition(" ")
    kind, _, rest = rest.strip().partition(" ")
    if not _NAME.fullmatch(name) or not kind:
        raise HeaderError(
            f"{where}: cannot read {value!r}; write: #+ parameter: NAME TYPE [required|default=…] description"
        )
    if kind not in TYPES:
        raise HeaderError(f"{where}: the parameter {name!r} has the type {kind!r}; use one of {', '.join(TYPES)}")
    rest = rest.strip()
    required, default = False, None
    if rest == "required" or rest.startswith("required "):
        required, rest = True, rest[len("required") :].strip()
    elif rest.startswith("default="):
        default, _, rest = rest[len("default=") :].partition(" ")
    return Parameter(name, kind, rest.strip(), required, default)


def files(folder: str) -> Iterator[Path]:
    """The query files of a folder, by name."""
    return iter(sorted((HERE / folder).glob("*.rq")))


@cache
def shipped() -> dict[str, Question]:
    """Every query that is asked by name: name -> Question, questions first, each group by name."""
    found = {}
    for folder in ASKED:
        for path in files(folder):
            found[path.stem] = parse(path.read_text("utf-8"), path.stem, path.stem, folder)
    return found


@cache
def derivations() -> tuple[Question, ...]:
    """The CONSTRUCT queries whose triples the graph of derived shortcuts holds."""
    return tuple(parse(path.read_text("utf-8"), path.stem, path.stem, "derive") for path in files("derive"))
