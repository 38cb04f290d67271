"""``kg query``: a shipped question, a file or standard input; rows as table, CSV, JSON or Turtle."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kg.commands.options import common, example
from kg.commands.progress import watching
from kg.terminal import say

if TYPE_CHECKING:
    from kg.query import Rows
    from queries import Question

#: characters of a word that a terminal's table keeps whole; longer ones (addresses) are broken
WORD = 14
FORMATS = ("table", "csv", "json", "turtle")


@click.command(
    epilog=example(
        "kg query --list",
        "kg query who-opposes-what --set topic=thaad-deployment",
        "kg query who-said-what --set actor=china --set since=2016-02-01 --format csv",
        "kg query mine.rq --format json",
        "echo 'SELECT ?s { ?s a dem:Statement }' | kg query -",
    )
)
@click.argument("query", required=False, metavar="NAME|FILE.rq|-")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter; again for several values.")
@click.option(
    "--format", "format", type=click.Choice(FORMATS), default=None, help="table, or turtle for a graph, if not given."
)
@click.option("--iris", is_flag=True, help="Show the columns of IRIs in the table too; csv and json always hold them.")
@click.option("--limit", type=click.IntRange(1), default=None, help="At most so many rows.")
@click.option("--list", "listed", is_flag=True, help="Explain every shipped query, and end.")
@click.option("--explain", is_flag=True, help="Print the SPARQL instead of asking it.")
@common
def command(
    query: str | None,
    settings: tuple[str, ...],
    format: str | None,
    iris: bool,
    limit: int | None,
    listed: bool,
    explain: bool,
    store: str,
    ontologies: tuple[str, ...],
) -> int:
    """Ask the store a shipped question, a query file of yours, or (-) SPARQL from standard input.

    Prefixes dem:, act:, stance:, actor:, topic:, system:, oa:, skos:, prov:, schema:, dcterms: and xsd: need no
    declaration. Queries only read. --ontology has no effect: a store remembers the extensions it was built with.
    """
    from kg import query as asking
    from kg.store import open_store

    if listed:
        click.echo(asking.listing(), nl=False)
        return 0
    if query is None:
        raise click.UsageError("name a question, a file or -; all questions: kg query --list")
    question = _given(query)
    values = parameters(settings)
    if explain and not values:
        click.echo(asking.explain(None, question), nl=False)
        return 0
    with open_store(store, read_only=True) as opened:
        if explain:
            click.echo(asking.explain(opened, question, **values), nl=False)
            return 0
        with watching(f"asking {question.name}"):
            rows = asking.run(opened, question, **values)
    if limit is not None and rows.kind != "ask":
        rows = rows.first(limit)
    write(rows, format or ("turtle" if rows.kind == "graph" else "table"), iris)
    if not rows and rows.kind != "ask":
        say("no rows")
    return 0


def _given(query: str) -> Question:
    from kg import query as asking
    from kg.errors import QueryError

    if query != "-":
        return asking.find(query)
    try:
        return asking.read(sys.stdin.buffer.read().decode("utf-8"), "standard input")
    except UnicodeDecodeError as error:
        raise QueryError(f"standard input: not UTF-8 text (byte {error.start}); send the query as UTF-8") from None


def parameters(settings: tuple[str, ...]) -> dict[str, list[str]]:
    """``NAME=VALUE`` settings as parameters of a question; a name given again has several values."""
    values: dict[str, list[str]] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"--set {setting!r}: write it as NAME=VALUE")
        values.setdefault(name.strip().replace("-", "_"), []).append(value)
    return values


def write(rows: Rows, format: str, iris: bool) -> None:
    """The answer on standard output: UTF-8 bytes whatever the locale, so that CSV keeps its line ends."""
    if format == "table" and sys.stdout.isatty() and rows.terms:
        _rich(rows, iris)
        return
    forms: dict[str, Callable[[], str]] = {
        "table": lambda: rows.to_table(iris=iris),
        "csv": rows.to_csv,
        "json": rows.to_json,
        "turtle": rows.to_turtle,
    }
    text = forms[format]()
    out = sys.stdout.buffer
    out.write(text.encode("utf-8", "replace"))
    out.flush()


def _rich(rows: Rows, iris: bool) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    heads, cells = rows.cells(iris)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    for i, head in enumerate(heads):
        longest = max((len(row[i]) for row in cells), default=0)
        # what is long wraps between words; short columns (dates, numbers, acts) keep their line
        word = max((len(word) for row in cells for word in row[i].split()), default=0)
        table.add_column(Text(head), overflow="fold", no_wrap=longest <= 12, min_width=min(word, WORD))
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))  # Text: words with [brackets] are no markup
    Console(highlight=False).print(table)
