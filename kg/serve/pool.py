"""Worker processes that are ended when a query takes too long: pyoxigraph cannot be interrupted from within."""

from __future__ import annotations

import threading
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from kg.serve.worker import Result, Task, work

#: how long a request waits for a free worker, in seconds
PATIENCE = 5.0
#: a new process starts Python and opens the store, then says so; that is not the query's time
STARTING = 20.0


class TimedOut(Exception):
    """The query took longer than the limit and was ended."""


class Busy(Exception):
    """Every worker is at work."""


class Failed(Exception):
    """The worker answered with a message; ``by_user`` where it is about what was asked."""

    def __init__(self, message: str, by_user: bool) -> None:
        super().__init__(message)
        self.by_user = by_user


class _Worker:
    def __init__(self, store: str, size: int) -> None:
        context = get_context("spawn")  # fork would copy the threads' locks
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=work, args=(store, size, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.fresh = True

    def end(self) -> None:
        self.pipe.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join(5)


class Pool:
    """At most ``workers`` processes, started when first needed; ``ask`` may be called from many threads."""

    def __init__(self, store: str, *, seconds: float, size: int, workers: int) -> None:
        self.store, self.seconds, self.size = store, seconds, size
        self._free = threading.BoundedSemaphore(workers)
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._busy: set[_Worker] = set()
        self._closed = False

    def ask(self, task: Task) -> tuple[str, bytes]:
        """Media type and bytes of the answer. Raises TimedOut, Busy, Failed."""
        if not self._free.acquire(timeout=PATIENCE):
            raise Busy("all workers are busy with other queries; try again soon")
        try:
            worker = self._take()
            try:
                result = self._result(worker, task)
            except BaseException:
                self._drop(worker)
                raise
            self._give(worker)
        finally:
            self._free.release()
        if result.message is not None:
            raise Failed(result.message, result.by_user)
        return result.kind, result.data

    def _result(self, worker: _Worker, task: Task) -> Result:
        try:
            if worker.fresh:
                if not worker.pipe.poll(STARTING):
                    raise Busy(f"no worker was ready within {STARTING:g} s; try again soon")
                worker.pipe.recv()
                worker.fresh = False
            worker.pipe.send(task)
            if not worker.pipe.poll(self.seconds):
                raise TimedOut(f"the query took longer than {self.seconds:g} s and was ended; ask for less")
            result = worker.pipe.recv()
        except (EOFError, OSError):
            raise Failed("the query ended its process (memory, most likely); ask for less", by_user=False) from None
        assert isinstance(result, Result)
        return result

    def _take(self) -> _Worker:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        if worker is not None and not worker.process.is_alive():
            worker.end()
            worker = None
        worker = worker or _Worker(self.store, self.size)
        with self._lock:
            self._busy.add(worker)
        return worker

    def _give(self, worker: _Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            if not self._closed:
                self._idle.append(worker)
                return
        worker.end()

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
        worker.end()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            workers = [*self._idle, *self._busy]
            self._idle.clear()
        for worker in workers:
            worker.end()
