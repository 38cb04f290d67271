"""``kg ontology``: check an extension before using it, or start one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from kg.commands.options import common, example
from kg.terminal import printable, say

if TYPE_CHECKING:
    from kg.store import Store
    from ontology.lint import Finding


@click.group(
    epilog=example(
        "kg ontology new black-sea",
        "kg ontology check black-sea.ttl",
        "kg ontology decide min-su-kim same kim-min-su",
    )
)
def command() -> None:
    """Check or start an ontology extension: a Turtle file laid over the shipped ontology; decide who is who."""


@command.command(epilog=example("kg ontology check mine.ttl"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@common
def check(files: tuple[str, ...], store: str, ontologies: tuple[str, ...]) -> int:
    """Name what would not work in extension files: file, line, term, and what to do.

    Files given with --ontology are laid underneath, and the actors of the store, where there is one, count as known.
    Exit code 1 where something was found.
    """
    from ontology.lint import check as lint

    checked = lint([*ontologies, *files], actors(store)[1])
    findings = [f for f in checked if f.file in {str(Path(file)) for file in files}]
    for finding in findings:
        click.echo(printable(str(finding)))
    noun = "file" if len(files) == 1 else "files"
    say(f"{len(findings)} found in {len(files)} {noun}" if findings else f"nothing found in {len(files)} {noun}")
    return 1 if findings else 0


@command.command(epilog=example("kg ontology new black-sea"))
@click.argument("name")
@common
def new(name: str, store: str, ontologies: tuple[str, ...]) -> None:
    """Write NAME.ttl here: a commented extension that works, to change as needed. Overwrites nothing."""
    from kg.errors import InputError
    from ontology.lint import starter

    path = Path(f"{name.removesuffix('.ttl')}.ttl")
    try:
        text = starter(path.stem)
    except ValueError as error:
        raise InputError(str(error)) from None
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(f"{path}: there already; choose another name or move it away") from None
    click.echo(path)
    say(f"next: edit it, then kg ontology check {path}")


@command.command(
    epilog=example(
        "kg query weak-links --iris",
        "kg ontology decide min-su-kim same kim-min-su",
        "kg ontology decide kim-min-su-baker different kim-min-su -o decisions.ttl",
        "kg build articles/ --ontology decisions.ttl",
    )
)
@click.argument("actor")
@click.argument("verdict", type=click.Choice(["same", "different"]))
@click.argument("other")
@click.option("-o", "--output", default="decisions.ttl", show_default=True, metavar="FILE.ttl", help="Where to add it.")
@common
def decide(actor: str, verdict: str, other: str, output: str, store: str, ontologies: tuple[str, ...]) -> int:
    """Write down that two actors are one, or that two of one name are two; kg build --ontology FILE honours it.

    ACTOR and OTHER are identifiers as kg's output has them. For a mention linked to the wrong actor, OTHER is that
    actor and ACTOR a new identifier, which gets the name too; what you add to it (dem:roleText "baker") tells them
    apart where an article does not. A decision that would have no effect, or contradict another, is not written.
    """
    from kg.errors import InputError
    from kg.files import write
    from ontology.identifiers import BASE

    path = Path(output)
    base, known = actors(store)
    kept = kept_in(path)
    # files are written under the usual base whatever the store's, so that one file serves every store
    one, two = (given.strip("<>").replace(base, BASE, 1) for given in (actor, other))
    text = decided(kept, str(path), one, verdict, two)
    before, after = _findings(path.name, (kept, text), ontologies, store, known)
    new = [finding for finding in after if finding not in before]
    if new:
        raise InputError(f"{new[0].term}: {new[0].problem}; {new[0].remedy}; {path} is left as it was")
    if text == kept:
        say(f"{path}: says so already")
    else:
        write(path, text)
    if path.exists() and not path.is_file():
        return 0  # a pipe or a device: its reader gets the Turtle alone
    for finding in before:
        click.echo(printable(str(replace(finding, file=str(path)))))
    click.echo(path)
    say(f"next: kg build --ontology {path} --store {store}")
    return 1 if before else 0


def _findings(
    name: str, texts: Sequence[str], ontologies: Sequence[str], store: str, known: frozenset[str]
) -> list[list[Finding]]:
    """What is wrong with each of these texts as the file ``name``, over the files given and those a store remembers."""
    from ontology.lint import check as lint

    taken = {name, *(Path(path).name for path in ontologies)}
    found = []
    with TemporaryDirectory(prefix="kg-ontology-") as folder:
        laid = {Path(folder, other): data for other, data in remembered(store).items() if other not in taken}
        for path, data in laid.items():
            path.write_bytes(data)
        draft = Path(folder, name)
        for text in texts:
            draft.write_bytes(text.encode())
            checked = lint([*laid, *ontologies, draft], known)
            found.append([f for f in checked if f.file == str(draft)])
    return found


def kept_in(path: Path) -> str:
    """What a file of decisions holds, its line ends as they are; nothing where there is no regular file yet."""
    from kg.errors import InputError

    if path.is_dir():
        raise InputError(f"{path}: a folder; name a file with -o FILE")
    try:
        return path.read_bytes().decode("utf-8") if path.is_file() else ""
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8, or name another file") from None


def decided(kept: str, name: str, actor: str, verdict: str, other: str) -> str:
    """The Turtle text ``kept`` of the file ``name`` with a decision added, or as it is where it holds the decision.

    Raises InputError for what is no actor's identifier, OntologyError where the text is not Turtle, before or after.
    """
    from kg.errors import InputError
    from ontology.identity import written
    from ontology.knowledge import parse

    before = {(t.subject, t.predicate, t.object) for t in parse(name, kept.encode())}
    try:
        [new] = parse(name, written(actor, verdict, other, "").encode())
        added = written(actor, verdict, other, kept.replace("\r\n", "\n"))
    except ValueError as error:
        raise InputError(str(error)) from None
    if before & {(new.subject, new.predicate, new.object), (new.object, new.predicate, new.subject)}:
        return kept
    text = kept + (added.replace("\n", "\r\n") if "\r\n" in kept else added)
    parse(name, text.encode())
    return text


def actors(store: str) -> tuple[str, frozenset[str]]:
    """The base of a store's identifiers and the actors it knows; the usual base and none where there is no store."""
    from kg.errors import StoreMissing
    from kg.store import open_store
    from ontology.identifiers import BASE

    try:
        with open_store(store, read_only=True) as opened:
            return opened.base, known_actors(opened)
    except StoreMissing:
        return BASE, frozenset()


def remembered(store: str) -> dict[str, bytes]:
    """The extension files a store remembers; none where there is none."""
    from kg.errors import StoreMissing
    from kg.store import open_store

    try:
        with open_store(store, read_only=True) as opened:
            return opened.extensions()
    except StoreMissing:
        return {}


def known_actors(store: Store) -> frozenset[str]:
    """The IRIs of all actors a store knows, by any name and as files write them: under the usual base."""
    from kg.decide import standing
    from ontology.identifiers import BASE
    from ontology.vocabulary import DEM

    rows = store.select(f"SELECT DISTINCT ?actor WHERE {{ ?actor a <{DEM.Actor}> }}")
    other_names = (one for one, _ in standing(store, "sameAs"))
    known = (*(row["actor"].value for row in rows), *other_names)
    return frozenset(iri.replace(store.base, BASE, 1) for iri in known)
