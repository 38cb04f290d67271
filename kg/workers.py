"""Runs one function over many items in several processes, results in the order of the items.

Not ``concurrent.futures``: there, one process that dies (memory, a crash in native code) breaks the whole pool. Here it
costs the one item it was working on.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

I = TypeVar("I")  # noqa: E741
O = TypeVar("O")  # noqa: E741

#: results that may wait for a slow earlier one, per worker; bounds memory
AHEAD = 8


@dataclass(frozen=True, slots=True)
class Crash(Generic[I]):
    """An item whose work raised an exception or killed its process."""

    item: I
    reason: str


def in_order(prepare: Callable[[], Callable[[I], O]], items: Iterable[I], workers: int) -> Iterator[O | Crash[I]]:
    """``prepare()(item)`` of every item, in the order of the items, whatever the number of workers.

    ``prepare`` runs once in each process and must be picklable (a module's function, or a partial of one), as must
    items and results. With one worker all happens in this process, except that a death of it is ours.
    """
    if workers <= 1:
        work = prepare()
        for item in items:
            yield _attempt(work, item)
        return
    yield from _spread(prepare, items, workers)


def _attempt(work: Callable[[I], O], item: I) -> O | Crash[I]:
    try:
        return work(item)
    except Exception as error:  # one bad article never stops a run
        return Crash(item, f"{type(error).__name__}: {error}")


def _spread(prepare: Callable[[], Callable[[I], O]], items: Iterable[I], workers: int) -> Iterator[O | Crash[I]]:
    source = enumerate(items)
    idle: deque[_Worker[I, O]] = deque()
    busy: dict[Connection, _Worker[I, O]] = {}
    done: dict[int, O | Crash[I]] = {}
    due = taken = 0
    exhausted = False
    try:
        while True:
            while not exhausted and len(busy) < workers and taken - due < workers * AHEAD:
                try:
                    number, item = next(source)
                except StopIteration:
                    exhausted = True
                    break
                taken = number + 1
                worker = idle.popleft() if idle else _Worker(prepare)
                worker.give(number, item)
                busy[worker.pipe] = worker
            if busy and due not in done:
                for pipe in wait(list(busy)):
                    assert isinstance(pipe, Connection)
                    worker = busy.pop(pipe)
                    done[worker.number] = worker.take()
                    if worker.alive:
                        idle.append(worker)
            while due in done:
                yield done.pop(due)
                due += 1
            if exhausted and due == taken:
                return
    finally:
        for worker in (*idle, *busy.values()):
            worker.end()


class _Worker(Generic[I, O]):
    """One process and the item it works on."""

    def __init__(self, prepare: Callable[[], Callable[[I], O]]) -> None:
        context = get_context("spawn")  # fork would copy threads' locks; spawn is the same on every system
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(prepare, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.alive = True
        self.number = -1

    def give(self, number: int, item: I) -> None:
        self.number, self.item = number, item
        with suppress(OSError):  # it died while idle: ``take`` finds the pipe closed and reports it
            self.pipe.send(item)

    def take(self) -> O | Crash[I]:
        try:
            result: O | Crash[I] = self.pipe.recv()
        except (EOFError, OSError):
            self.alive = False
            self.process.join(5)
            code = self.process.exitcode
            how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
            return Crash(self.item, f"the worker process died of it ({how})")
        return result

    def end(self) -> None:
        self.pipe.close()
        self.process.join(0.2)
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(5)


def _serve(prepare: Callable[[], Callable[[I], O]], pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    work = prepare()
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return  # the parent is done, or gone
        pipe.send(_attempt(work, item))
