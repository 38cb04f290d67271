"""``kg export``: a network as a file for Gephi, visone, NetworkX or R."""

from __future__ import annotations

import sys
from typing import Any

import click

from kg.commands.networks import NETWORKS, asked, filters
from kg.commands.options import common, example
from kg.terminal import say


@click.command(
    epilog=example(
        "kg export positions --format graphml -o positions.graphml",
        "kg export congruence --format gexf --since 2016 --topic thaad-deployment > congruence.gexf",
    )
)
@click.argument("network", metavar="NETWORK", type=click.Choice(NETWORKS))
@click.option("--format", "format_", required=True, type=click.Choice(["graphml", "gexf", "json", "csv"]))
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - or nothing is standard output.")
@filters
@common
def command(network: str, format_: str, output: str, store: str, ontologies: tuple[str, ...], **given: Any) -> int:
    """Write NETWORK with all attributes: overview, positions, targets, addressees, congruence or conflict.

    Every edge names the statements behind it. CSV is an edge list; with -o NAME.csv the nodes are written beside it
    as NAME-nodes.csv.
    """
    from kg.export import network_text, write_network

    graph = asked(store, network, ontologies, given)
    if output == "-":
        sys.stdout.buffer.write(network_text(graph, format_).encode("utf-8", "replace"))
    else:
        for path in write_network(graph, format_, output):
            say(f"written: {path}")
    say(f"{network}: {len(graph)} nodes, {graph.number_of_edges()} edges")
    return 0
