"""The ``kg`` command: a group whose commands are imported when called, and the one place where errors become one line.

Exit codes: 0 done; 1 done, but something in the input could not be used; 2 wrong use or a failure.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from kg import __version__
from kg.commands import CATALOGUE
from kg.commands.options import example
from kg.terminal import printable

INTERRUPTED = 130  # what a shell reports for a process ended by Ctrl-C


class LazyGroup(click.Group):
    """Knows its commands by the catalogue and imports one only when it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(CATALOGUE)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in CATALOGUE:
            return None
        module, _ = CATALOGUE[name]
        try:
            command = import_module(module).command
        except ModuleNotFoundError as error:
            if error.name and module.startswith(error.name):
                raise click.ClickException(f"{name}: this installation has no such command ({module})") from None
            raise click.ClickException(
                f"{name}: needs the package {error.name}, which is not installed; pip install {error.name}"
            ) from None
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in CATALOGUE.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in CATALOGUE and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, CATALOGUE, n=1)
            hint = f"did you mean {near[0]}?" if near else f"choose one of: {', '.join(CATALOGUE)}"
            ctx.fail(f"no command {name!r}; {hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a reader of standard output that went away (``| head``) had enough, which is no failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # caught here, for click would make it exit code 1
            _drop_stdout()
            return 0

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Runs a command; in standalone mode every failure becomes one line on standard error and an exit code."""
        run: Any = super().main  # click declares overloads that forbid passing arguments through
        if not standalone_mode:
            return run(*args, standalone_mode=False, **extra)
        extra.setdefault("prog_name", "kg")
        try:
            code = run(*args, standalone_mode=False, **extra)
            _flush()
            sys.exit(code if isinstance(code, int) else 0)
        except click.Abort:
            sys.exit(INTERRUPTED)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except click.exceptions.Exit as stop:
            sys.exit(stop.exit_code)
        except click.ClickException as error:
            _complain(error)
            sys.exit(2)
        except BrokenPipeError:
            _drop_stdout()
            sys.exit(0)
        except Exception as error:
            if os.environ.get("KG_DEBUG"):
                raise
            _complain(error)
            sys.exit(2)


def _complain(error: Exception) -> None:
    """One line: what, where, what to do. A group without its command gets its help."""
    from kg.errors import KgError

    if type(error).__name__ == "NoArgsIsHelpError":  # its message is the whole help; click before 8.2 has none
        click.echo(error.format_message(), err=True)  # type: ignore[attr-defined]
        return
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "kg"
        text = f"{error.format_message()} (see: {command} --help)"
    elif isinstance(error, click.ClickException):
        text = error.format_message()
    elif isinstance(error, KgError) or type(error).__name__ == "OntologyError":
        text = str(error)
    elif isinstance(error, OSError) and error.filename:
        text = f"{error.filename}: {error.strerror or error}"
    else:
        text = f"a failure of kg itself, {type(error).__name__}: {error}; KG_DEBUG=1 shows the trace, please report it"
    click.echo(f"kg: {printable(text)}", err=True)


def _flush() -> None:
    # a reader that went away (kg extract … | head) must not leave a traceback at interpreter shutdown
    sys.stdout.flush()


def _drop_stdout() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example("kg demo", "kg build articles/ --store store", "kg query --list"),
)
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn political news into a graph of positions: who said what, for or against what, about whom."""


if __name__ == "__main__":
    main()
