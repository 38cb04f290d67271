"""Says on standard error that a long command is still at work: a line that moves where someone watches, else one now
and then, so that a log shows it too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from kg.terminal import interactive, say

#: seconds before a watcher sees the first of it, so that what is quick shows nothing
PATIENCE = 1.0
#: seconds between two lines where nobody watches
EVERY = 10.0


@contextmanager
def watching(doing: str, counted: str = "") -> Iterator[Callable[[int], None]]:
    """Tells while the block runs that it does ``doing``; the callable hears how many more of ``counted`` are done.

    From a thread of its own: what takes long is one call into the database.
    """
    done = 0
    stop = Event()

    def advance(count: int) -> None:
        nonlocal done
        done += count

    def state() -> str:
        return f"{doing}: {done} {counted}" if counted else doing

    thread = Thread(target=_show if interactive() else _tell, args=(state, stop), daemon=True)
    thread.start()
    try:
        yield advance
    finally:
        stop.set()
        thread.join()


def _tell(state: Callable[[], str], stop: Event) -> None:
    start = monotonic()
    while not stop.wait(EVERY):
        say(f"{state()}, {monotonic() - start:.0f} s")


def _show(state: Callable[[], str], stop: Event) -> None:
    if stop.wait(PATIENCE):
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(state(), total=None)
        while not stop.wait(0.2):
            shown.update(task, description=state())
