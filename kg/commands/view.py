"""``kg view``: the interactive graph as one HTML file."""

from __future__ import annotations

import sys
from typing import Any

import click

from kg.commands.networks import NETWORKS, asked, filters
from kg.commands.options import common, example
from kg.terminal import say


@click.command(
    epilog=example(
        "kg view --open", "kg view congruence -o agree.html --topic thaad-deployment --since 2016-02 --until 2016-07"
    )
)
@click.argument("network", metavar="[NETWORK]", default="overview", type=click.Choice(NETWORKS))
@click.option(
    "-o",
    "--output",
    default="graph.html",
    show_default=True,
    metavar="FILE.html",
    help="Where to write; - is standard output.",
)
@click.option("--open", "open_", is_flag=True, help="Show it in the browser.")
@click.option("--title", metavar="TEXT", help="Heading of the page.")
@filters
@common
def command(
    network: str, output: str, open_: bool, title: str | None, store: str, ontologies: tuple[str, ...], **given: Any
) -> int:
    """Write the interactive graph: one file that works offline and shows the exact words behind every line.

    NETWORK is overview (positions and targets together, the default), positions, targets, addressees, congruence or
    conflict. The page opens on the strongest lines; search, filters and a table are in it.
    """
    from kg.draw import counted, html, write_html

    if output == "-" and open_:
        raise click.UsageError("--open needs a file; give one with -o FILE.html")
    graph = asked(store, network, ontologies, given)
    if output == "-":
        sys.stdout.buffer.write(html(graph, title=title).encode("utf-8", "replace"))
        return 0
    path = write_html(graph, output, title=title)
    click.echo(path)
    say(f"{network}: {counted(graph)}; open the file in a browser")
    if open_:
        show(path)
    return 0


def show(path: Any) -> None:
    """Opens a file in the user's browser; says so where there is none."""
    import webbrowser

    if not webbrowser.open(path.resolve().as_uri()):
        say(f"no browser found; open {path.resolve()} yourself")
