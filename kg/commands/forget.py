"""``kg forget``: articles leave the store, and nothing of them stays."""

from __future__ import annotations

import click

from kg.commands.options import common, example
from kg.commands.progress import watching
from kg.terminal import say


@click.command(epilog=example("kg forget 004_3c399b3eb91c5a9d --store store"))
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@common
def command(articles: tuple[str, ...], store: str, ontologies: tuple[str, ...]) -> int:
    """Remove articles, by document id, article name or IRI, with all that was taken from them.

    The files of the store are then written anew, so that no word of them stays on disk, nor of what an article said
    before it changed; with thousands of articles that takes minutes. Exit code 1 where one of them is not in the
    store; the others are gone all the same.
    """
    from kg.commands.derived import derived
    from kg.store import open_store

    with open_store(store) as opened:
        unknown = opened.forget(articles)
        if len(unknown) < len(articles):
            opened.set_derived(derived(opened))
        with watching("writing the store anew"):
            opened.purge()
    for name in unknown:
        say(f"kg: {name}: no such article in {store}; see: kg show articles --store {store}")
    say(f"forgotten: {len(articles) - len(unknown)} of {len(articles)}")
    return 1 if unknown else 0
