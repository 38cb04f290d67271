"""``kg demo``: the whole way once, on articles that come with the program."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import click

from kg.commands.options import example
from kg.terminal import say, say_unused

#: in a folder that the demo made; any other is left alone
MARK = "made-by-kg-demo.txt"
MARK_TEXT = "This folder was made by `kg demo`, which may write over store/ and graph.html in it. It may be deleted.\n"
QUESTION, ABOUT = "who-opposes-what", "thaad-deployment"
COLUMNS = ("holder", "date", "words", "outlet")
ROWS = 25  #: of the answer; what is left is a query away


@click.command(epilog=example("kg demo", "kg demo /tmp/try-it --open"))
@click.argument("directory", metavar="[DIR]", default="demarche-demo", type=click.Path(path_type=Path))
@click.option("--open", "open_", is_flag=True, help="Show the graph in the browser.")
@click.option("--store", metavar="DIR|URL", default=None, help="Another place for the store than DIR/store.")
@click.option(
    "--ontology", "ontologies", multiple=True, type=click.Path(), metavar="FILE",
    help="A Turtle file laid over the shipped ontology; may be repeated.",
)  # fmt: skip
def command(directory: Path, open_: bool, store: str | None, ontologies: tuple[str, ...]) -> int:
    """Build the sample corpus into DIR (demarche-demo), ask who opposes what, and write the interactive graph.

    DIR must be new, empty, or made by an earlier demo. Running it again changes nothing.
    """
    from kg.commands.build import build
    from kg.commands.progress import watching
    from kg.samples import files

    claim(directory)
    place = store or str(directory / "store")
    samples = files()
    say(f"reading {len(samples)} files of sample articles, written for this purpose")
    with watching("building", "articles read") as progress:
        report = build(samples, place, ontologies=ontologies, progress=progress)
    say_unused(report.failures)
    for line in report.lines():
        say(line)
    say("")
    click.echo(answer(place, shutil.get_terminal_size((110, 24)).columns))
    path = picture(place, directory / "graph.html")
    say(f"\nThe graph with the words behind every line, open it in a browser:\n  {path.resolve()}\n\nNext:")
    for line in (
        f"kg query who-changed-position --store {place}",
        f"kg view congruence --store {place} -o {directory / 'congruence.html'} --open",
        f"kg build YOUR-ARTICLES/ --store my-store && kg query {QUESTION} --store my-store",
    ):
        say(f"  {line}")
    if open_:
        from kg.commands.view import show

        show(path)
    return 1 if report.failures else 0


def claim(directory: Path) -> None:
    """Makes the folder ours, or raises InputError: a folder with anything else in it is never touched."""
    from kg.errors import InputError
    from kg.files import write

    if directory.exists() and not directory.is_dir():
        raise InputError(f"{directory}: is a file; give the demo a new folder: kg demo DIR")
    if directory.is_dir() and any(directory.iterdir()) and not (directory / MARK).is_file():
        raise InputError(f"{directory}: holds files that are not of a demo; give it a new folder: kg demo DIR")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        write(directory / MARK, MARK_TEXT)
    except OSError as error:
        raise InputError(f"{directory}: cannot be written ({error.strerror or error})") from None


def answer(place: str, columns: int) -> str:
    """The demo's question, its answer as a table no wider than ``columns`` where that is possible, and where from."""
    from kg.query import ask
    from kg.store import open_store

    with open_store(place, read_only=True) as opened:
        rows = ask(opened, QUESTION, topic=ABOUT)
    found = list(rows)
    cells = [[str(row.get(c) or "–") for c in COLUMNS] for row in found[:ROWS]]
    asked = f"kg query {QUESTION} --set topic={ABOUT} --store {place}"
    more = f"… and {len(found) - ROWS} more" if len(found) > ROWS else f"{len(found)} statements"
    return "\n".join([f"$ {asked}", table(COLUMNS, cells, columns), more])


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> str:
    """Aligned text; ``words``, the only long column, takes the room that is left and is cut with an ellipsis."""
    from kg.query import plain_table

    words = list(heads).index("words")
    others = [i for i in range(len(heads)) if i != words]
    taken = sum(max([len(heads[i]), *(len(row[i]) for row in rows)]) + 3 for i in others)
    room = max(24, columns - taken - 1)
    flat = [[" ".join(cell.split()) for cell in row] for row in rows]
    for row in flat:
        if len(row[words]) > room:
            row[words] = row[words][: room - 1].rstrip() + "…"
    return plain_table(heads, flat)


def picture(place: str, path: Path) -> Path:
    """The interactive graph of the store at ``path``."""
    from kg.draw import write_html
    from kg.project import network
    from kg.store import open_store

    with open_store(place, read_only=True) as opened:
        graph = network(opened, "overview")
    return write_html(graph, path, title="The THAAD dispute in the sample articles")
