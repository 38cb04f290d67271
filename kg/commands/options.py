"""Options that several commands share, as decorators."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from extract.records import STANDARD

F = TypeVar("F", bound=Callable[..., Any])


def _readable(ctx: click.Context, option: click.Parameter, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Refuses an ontology file that is not there, also for the commands that need not load it."""
    for path in paths:
        if not os.access(path, os.R_OK) or os.path.isdir(path):
            raise click.BadParameter(f"{path}: cannot be read; give a Turtle file", ctx, option)
    return paths


def _base(ctx: click.Context, option: click.Parameter, base: str | None) -> str | None:
    """Refuses a base that no identifier can begin with."""
    if base is not None:
        from ontology.identifiers import Identifiers

        try:
            Identifiers(base)
        except ValueError as error:
            raise click.BadParameter(str(error), ctx, option) from None
    return base


store_option = click.option(
    "--store",
    default=lambda: os.environ.get("KG_STORE", "store"),
    show_default="store, or $KG_STORE",
    metavar="DIR|URL",
    help="The store: a folder, or the URL of a SPARQL 1.1 endpoint.",
)
ontology_option = click.option(
    "--ontology",
    "ontologies",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    callback=_readable,
    help="A Turtle file laid over the shipped ontology; may be repeated.",
)
base_option = click.option(
    "--base",
    default=None,
    metavar="IRI",
    callback=_base,
    help="Base of the identifiers, ending in / or #; fixed once a store is made.",
)
attributor_option = click.option(
    "--attributor",
    default=STANDARD.attributor,
    show_default=True,
    metavar="NAME",
    help="What finds statements; see: kg show extractors.",
)
confidence_option = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="SHARE",
    help="Leave out statements of a lower confidence, 0 to 1; 0.9 gives few and sure ones.",
)
sides_option = click.option(
    "--sides",
    type=click.Choice(("network", "rules")),
    default=STANDARD.sides,
    show_default=True,
    help="Who reads stances, targets and acts: a network where the rules find none, or the rules alone (faster).",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    default=None,
    metavar="N",
    help="Processes; the result is the same for any number.",
)


#: appended to a docstring, hence its indentation
READS = """
    Read are plain text (.txt, .text), HTML (.html, .htm, .xhtml), JSON (.jsonl, .ndjson, .json) and tables (.csv,
    .tsv), each also with .gz. Fields of a JSON object, or columns of a table: text (or body, content), and any of id,
    title (or headline), published (or date), outlet (or publisher, source), byline (or author), url (or link) and
    language. Dates are 2016-02-12.
    """


def method_options(function: F) -> F:
    """``--attributor``, ``--sides``, ``--min-confidence``: parameters of the same names."""
    return attributor_option(sides_option(confidence_option(function)))


def reads(function: F) -> F:
    """Adds to a command's help which kinds of file it reads, and which fields of records; a test holds it true."""
    function.__doc__ = f"{function.__doc__}{READS}"
    return function


def common(function: F) -> F:
    """``--store`` and ``--ontology``, as every command takes them: parameters ``store`` and ``ontologies``."""
    return store_option(ontology_option(function))


def example(*lines: str) -> str:
    """An epilog for ``--help``: example command lines, kept as they are."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)
