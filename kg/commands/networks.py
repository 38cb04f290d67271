"""What ``kg export`` and ``kg view`` share: the NETWORK argument, the filters, and the network they ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.commands.progress import watching
from kg.terminal import say

if TYPE_CHECKING:
    import networkx as nx

F = TypeVar("F", bound=Callable[..., Any])

#: the networks as --help names them; a test holds them equal to kg.project.NETWORKS, which is slow to import
NETWORKS = ("overview", "positions", "targets", "addressees", "congruence", "conflict")

_FILTERS = (
    click.option("--since", metavar="DATE", help="Said on or after: 2016-02-12, 2016-02 or 2016."),
    click.option("--until", metavar="DATE", help="Said on or before."),
    click.option("--topic", multiple=True, metavar="NAME", help="On this topic (narrower ones too) or system."),
    click.option("--actor", multiple=True, metavar="NAME", help="With this actor at either end."),
    click.option("--stance", multiple=True, metavar="NAME", help="support, oppose, neutral, or one of your ontology."),
    click.option("--act", multiple=True, metavar="NAME", help="Speech act: assert, urge, warn, criticise, …"),
    click.option("--outlet", multiple=True, metavar="NAME", help="Published by this outlet."),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="SHARE",
        help="Leave out statements of a lower confidence, 0 to 1; 0.9 gives few and sure ones.",
    ),
    click.option("--min-weight", type=float, metavar="N", help="Only edges of at least this weight."),
    click.option("--top", type=int, metavar="N", help="Only the N strongest edges."),
    click.option(
        "--by",
        type=click.Choice(["mention", "saying", "article", "topic"]),
        help="What weight counts: statements, sayings (several reports of one count once), articles, or (congruence,"
        " conflict; their default) topics.",
    ),
)


def filters(function: F) -> F:
    """The filters of ``kg.network`` as options; the four that name things may be repeated."""
    for option in reversed(_FILTERS):
        function = option(function)
    return function


def asked(store: str, name: str, ontologies: Sequence[str], given: dict[str, Any]) -> nx.MultiDiGraph:
    """The network of a store; raises StoreError, OntologyError or ProjectionError."""
    from kg.project import network
    from kg.store import open_store

    if ontologies:
        from ontology.knowledge import load

        load(ontologies)
        say("labels and topics are those the store was built with; build again with --ontology to change them")
    with open_store(store, read_only=True) as opened, watching(f"making the network {name}"):
        graph = network(opened, name, **given)
    if not graph:
        asked_for = ", ".join(f"{key.replace('_', '-')} {value}" for key, value in graph.graph["filters"].items())
        say(
            f"{name}: nothing in the store fits {asked_for}" if asked_for else f"{name}: the store holds nothing for it"
        )
    return graph
