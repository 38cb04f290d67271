"""``kg check``: is what the store holds as the shapes say?"""

from __future__ import annotations

import click

from kg.commands.options import common, example
from kg.commands.progress import watching
from kg.terminal import printable, say


@click.command(epilog=example("kg check --store store", "kg check --limit 0 > violations.txt"))
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=200,
    show_default=True,
    metavar="N",
    help="Print at most N violations; 0 prints all.",
)
@common
def command(limit: int, store: str, ontologies: tuple[str, ...]) -> int:
    """Validate a store: its graphs against the shapes, its quotations against their positions.

    One line for each violation: the node, what is wrong with it, and what to do. With --ontology, the shipped
    ontology with these files stands in for the one the store was built with. Exit code 1 where anything is wrong.
    """
    from kg.store import open_store
    from kg.validate import check

    laid_over = None
    with open_store(store, read_only=True) as opened, watching("checking"):
        if ontologies:
            from extract.emit import ontology_quads
            from ontology.identifiers import Identifiers
            from ontology.knowledge import load

            laid_over = ontology_quads(load(ontologies), identifiers=Identifiers(opened.base))
        report = check(opened, ontology=laid_over)
    shown = report.violations[: limit or None]
    for violation in shown:
        click.echo(printable(str(violation)))
    if len(shown) < len(report.violations):
        say(f"and {len(report.violations) - len(shown)} more; --limit 0 prints all")
    counted = f"{report.graphs} graphs with {report.triples} triples"
    say(f"{counted}: valid" if report.valid else f"{counted}: {len(report.violations)} violations")
    return 0 if report.valid else 1
