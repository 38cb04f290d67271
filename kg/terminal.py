"""How words reach a terminal: talk on standard error, and nothing in them that the terminal would obey."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import click


def visible(text: str) -> str:
    """The text with control and direction characters as their code; line feeds and tabs stay.

    >>> visible("a" + chr(27) + "[31m" + chr(9) + "b")
    'a\\\\u001b[31m\\tb'
    """
    return "".join(c if c.isprintable() or c in "\n\t\u200d" else f"\\u{ord(c):04x}" for c in text)


def printable(text: str) -> str:
    """The same in one line: runs of white space become one space."""
    return visible(" ".join(text.split()))


def say(message: str) -> None:
    """Talk to the person at the terminal: standard error, for standard output is for results."""
    click.echo(visible(message), err=True)


def say_unused(failures: Iterable[object]) -> None:
    """Names what of the input could not be used, a line each."""
    for failure in failures:
        say(f"not used: {printable(str(failure))}")


def interactive() -> bool:
    """True where someone watches standard error."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
