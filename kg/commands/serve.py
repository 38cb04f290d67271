"""``kg serve``: the store over HTTP, for reading."""

from __future__ import annotations

import click

from kg.commands.options import common, example
from kg.terminal import say


@click.command(epilog=example("kg serve --store store", "kg serve --port 9000 --cors https://example.org"))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every network.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option("--cors", default=None, metavar="ORIGIN", help="Let pages of this origin ask; * for any.")
@click.option(
    "--seconds", type=click.FloatRange(min=0.1), default=30.0, show_default=True, help="Time limit of a query."
)
@click.option(
    "--megabytes", type=click.FloatRange(min=0.001), default=64.0, show_default=True, help="Size limit of an answer."
)
@click.option(
    "--workers", type=click.IntRange(1), default=4, show_default=True, help="Queries answered at the same time."
)
@common
def command(
    host: str,
    port: int,
    cors: str | None,
    seconds: float,
    megabytes: float,
    workers: int,
    store: str,
    ontologies: tuple[str, ...],
) -> int:
    """Serve the store until Ctrl-C: SPARQL 1.1 Protocol at /sparql, a query page at /, the graph at /graph.

    Nothing can be changed through it, and no query reaches another server. --ontology has no effect here.
    """
    from kg.serve import Server
    from kg.store import open_store

    open_store(store, read_only=True).close()  # a store that cannot be read is told now, not with the first query
    server = Server(store, host, port, cors=cors, seconds=seconds, megabytes=megabytes, workers=workers)
    say(f"serving {store} at {server.url} (SPARQL: {server.url}sparql); Ctrl-C ends")
    if host not in ("127.0.0.1", "localhost", "::1"):
        say(f"anyone who can reach {host} can read the whole store")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        say("ended")
    finally:
        server.close()
    return 0
