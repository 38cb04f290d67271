"""``kg extract``: the statements of articles as a stream, no store."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from extract.records import STANDARD, Method
from kg.commands.options import base_option, common, example, method_options, reads, workers_option
from kg.terminal import printable, say, say_unused

if TYPE_CHECKING:
    from kg.commands.harvest import Harvest

FORMATS = ("jsonl", "nquads", "trig", "turtle")


@click.command(
    epilog=example("kg extract article.txt --format jsonl", "kg extract articles/ --format nquads -o shard.nq")
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - is standard output.")
@common
@base_option
@method_options
@workers_option
@reads
def command(
    paths: tuple[str, ...],
    format: str,
    output: str,
    store: str,
    ontologies: tuple[str, ...],
    base: str | None,
    attributor: str,
    sides: str,
    min_confidence: float,
    workers: int | None,
) -> int:
    """Write the statements of articles in document order: JSON Lines, or RDF with evidence and provenance.

    The store is neither read nor written. What could not be read is listed on standard error, with exit code 1.
    """
    from kg.commands.harvest import Harvest
    from kg.files import writing

    harvest = Harvest(paths)
    chunks = stream(
        harvest, format, ontologies, base=base, method=Method(attributor, min_confidence, sides), workers=workers
    )
    first = next(chunks, b"")  # a wrong path or ontology is found before the output file is touched
    if output == "-":
        sink = sys.stdout.buffer
        sink.write(first)
        for chunk in chunks:
            sink.write(chunk)
            sink.flush()
    else:
        with writing(output) as file:
            file.write(first)
            file.writelines(chunks)
    say_unused(harvest.failures)
    for note in harvest.notes:
        say(f"note: {printable(note)}")
    return 1 if harvest.failures else 0


def stream(
    harvest: Harvest,
    format: str,
    ontologies: Sequence[str] = (),
    *,
    base: str | None = None,
    method: Method = STANDARD,
    workers: int | None = None,
) -> Iterator[bytes]:
    """The output in pieces, one per article; RDF begins with its prefixes and ends with the run that made it."""
    from extract.emit import run_quads, serialize
    from kg.commands.harvest import Extensions, run_of, to_text
    from ontology.identifiers import BASE, Identifiers

    identifiers = Identifiers(base or BASE)
    with Extensions(ontologies) as extensions:
        run = run_of(extensions.ontology, method)
        prepare = partial(to_text, extensions.paths, base, method, format)
        results = harvest.results(prepare, workers, extensions.ontology.agencies)
        if format == "jsonl":
            yield from results
            return
        first = next(results, b"")
        header = b"" if format == "nquads" else serialize([], format, identifiers=identifiers)  # type: ignore[arg-type]
        yield header + first
        yield from results
        made = run_quads(run, identifiers=identifiers)
        yield serialize(made, format, identifiers=identifiers, header=False)  # type: ignore[arg-type]
