"""``kg evaluate``: how near the extraction comes to gold made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.commands.options import common, example
from kg.terminal import say


@click.command(
    epilog=example(
        "kg evaluate --gold gold/ --texts articles/",
        "kg extract articles/ -o pred.jsonl && kg evaluate --gold gold/ --texts articles/ pred.jsonl",
    )
)
@click.argument("predictions", required=False, metavar="[PRED.jsonl|-]")
@click.option("--gold", required=True, metavar="DIR", help="Folder of DOC.json files with gold statements.")
@click.option(
    "--texts", default=None, metavar="DIR", help="Folder of the articles, DOC.txt; the gold folder if not given."
)
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.option("--errors", is_flag=True, help="List on standard error what was missed, invented or wrong.")
@common
def command(
    predictions: str | None,
    gold: str,
    texts: str | None,
    as_json: bool,
    errors: bool,
    store: str,
    ontologies: tuple[str, ...],
) -> int:
    """Score statements against gold: those in PRED.jsonl, or else those extracted from the articles now.

    Precision, recall and F1 of statements, sources, speakers, principals, targets, addressees, systems, stances and
    positions; the share of right acts and dates. The store is neither read nor written.
    """
    from kg import evaluate as scoring

    wanted = scoring.read_gold(gold)
    read = scoring.read_texts(texts or gold, wanted)
    if predictions is None:
        found = scoring.read_predictions(_extracted(texts or gold, list(wanted), ontologies), "extraction", wanted)
    else:
        with click.open_file(predictions, encoding="utf-8") as lines:
            found = scoring.read_predictions(lines, predictions, wanted)
    scores = scoring.evaluate(wanted, found, read)
    if errors:
        for error in scores.errors:
            say("\t".join(error))
    click.echo(json.dumps(scores.as_dict(), indent=1) + "\n" if as_json else scores.table(), nl=False)
    return 0


def _extracted(folder: str, docs: list[str], ontologies: tuple[str, ...]) -> list[str]:
    """JSON lines of the articles that have gold. Raises InputError for one that cannot be extracted."""
    from kg.commands.extract import stream
    from kg.commands.harvest import Harvest
    from kg.errors import InputError

    harvest = Harvest([str(Path(folder) / f"{doc}.txt") for doc in docs])
    lines = b"".join(stream(harvest, "jsonl", ontologies)).decode("utf-8").split("\n")
    if harvest.failures:
        raise InputError(str(harvest.failures[0]))
    return lines
