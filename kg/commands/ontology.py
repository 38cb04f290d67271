"""``kg ontology``: check an extension before using it, or start one."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import common, example, say


@click.group(epilog=example("kg ontology new black-sea", "kg ontology check black-sea.ttl"))
def command() -> None:
    """Check or start an ontology extension: a Turtle file laid over the shipped ontology."""


@command.command(epilog=example("kg ontology check mine.ttl"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@common
def check(files: tuple[str, ...], store: str, ontologies: tuple[str, ...]) -> int:
    """Name what would not work in extension files: file, line, term, and what to do.

    Files given with --ontology are laid underneath. Exit code 1 where something was found.
    """
    from ontology.lint import check as lint

    findings = [f for f in lint([*ontologies, *files]) if f.file in {str(Path(file)) for file in files}]
    for finding in findings:
        click.echo(str(finding))
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
