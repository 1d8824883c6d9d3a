"""Printing in bulk, and printing what strangers wrote: in processes of their own, which are killed when they take too long.

A compilation cannot be interrupted from inside. So each worker is a process that gets one job after the other, and a job
that does not end in its time costs one worker, which is replaced.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Event, Timer
from types import TracebackType
from typing import Any, NamedTuple, Self

from briefings.engine import UNDATED, Form, PrintingFault, compiled, content_of
from briefings.worker import answered, send

_ROOT = Path(__file__).resolve().parents[1]

MOST_SECONDS = 60
"""Time for one document; the longest that is meant takes a few."""

LARGE = 400_000
"""Characters from which on a single document is printed in a process of its own."""

GONE = "the printing process ended, as it does when a document takes more memory than any needs"

_AHEAD = 4
"""Jobs a worker that wait at most: what is to be printed is made ready little by little."""


class Job(NamedTuple):
    """A document to be printed."""

    name: str
    template: str
    value: Mapping[str, Any]
    form: Form = "pdf"
    ppi: float = 96


class Printed(NamedTuple):
    """A job done: its pages, or why there are none."""

    name: str
    pages: tuple[bytes, ...] = ()
    fault: str = ""


class Press:
    """Some workers, which start with their first job: for as long as a `with` block lasts, or until `close`.

    Args:
        workers: how many there are.
        seconds: the time that one document has.
        when: the time that files bear.
        idle: seconds without a job after which the processes end, to start again with the next; never if left out.
    """

    def __init__(self, workers: int = 1, *, seconds: float = MOST_SECONDS, when: datetime = UNDATED, idle: float | None = None) -> None:
        self._when = when
        self._workers = workers
        self._idle = idle
        self._rest: Timer | None = None
        self._all = [_Worker(seconds) for _ in range(workers)]
        # The last one that worked comes first: it has read the fonts.
        self._free: LifoQueue[_Worker] = LifoQueue()
        for worker in self._all:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="press")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they are at."""
        if self._rest is not None:
            self._rest.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.end()
        # A job that had just begun may have started its process anew.
        self._threads.shutdown()
        for worker in self._all:
            worker.end()

    def rest(self) -> None:
        """End the processes that are at nothing now."""
        idle = []
        with suppress(Empty):
            while True:
                idle.append(self._free.get_nowait())
        for worker in idle:
            worker.end()
            self._free.put(worker)

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes that run now."""
        return tuple(worker.process for worker in self._all if worker.process is not None)

    def prints(self, jobs: Iterable[Job]) -> Iterator[Printed]:
        """The jobs done, in their order. A document that cannot be printed is told and does not stop the others."""
        waiting: list[Future[Printed]] = []
        for job in jobs:
            waiting.append(self._threads.submit(self.print, job))
            if len(waiting) >= self._workers * _AHEAD:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()

    def print(self, job: Job) -> Printed:
        """A single job done, as soon as a worker is free. May be called by several threads at once."""
        try:
            content = content_of(job.value).decode()
        except PrintingFault as error:
            return Printed(job.name, fault=str(error))
        worker = self._free.get()
        try:
            return worker.print(job, content, self._when)
        finally:
            self._free.put(worker)
            self._rest_later()

    def _rest_later(self) -> None:
        if self._idle is None:
            return
        if self._rest is not None:
            self._rest.cancel()
        self._rest = Timer(self._idle, self.rest)
        self._rest.daemon = True
        self._rest.start()


class _Worker:
    """A process that prints, started when it is first needed and again after it was killed."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def print(self, job: Job, content: str, when: datetime) -> Printed:
        """One job, in its time."""
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        late = Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = Timer(self._seconds, stop)
        timer.start()
        asked = {"template": job.template, "content": content, "form": job.form, "ppi": job.ppi, "when": when.isoformat()}
        try:
            send(process.stdin, json.dumps(asked).encode())
            answer = answered(process.stdout)
        except (OSError, ValueError):
            answer = None
        finally:
            timer.cancel()
        if isinstance(answer, list):
            return Printed(job.name, tuple(answer))
        if answer is None:
            self.end()
            return Printed(job.name, fault=f"takes longer than {self._seconds:g} seconds to print" if late.is_set() else GONE)
        return Printed(job.name, fault=answer)

    @property
    def process(self) -> int | None:
        """The id of the process; None where none runs."""
        return self._process.pid if self._process is not None else None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
            self._process = subprocess.Popen(
                [sys.executable, "-m", "briefings.worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                # One core each: the compiler's own threads gain little beside other workers.
                env={**os.environ, "PYTHONPATH": path, "RAYON_NUM_THREADS": "1"},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        return self._process

    def end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    if stream is not None:
                        stream.close()
            process.wait()


def carefully(job: Job, *, when: datetime = UNDATED, seconds: float = MOST_SECONDS) -> tuple[bytes, ...]:
    """One document that anybody may have written: here if it is of common size, else in a process that can be killed.

    Raises:
        PrintingFault: if it cannot be printed, or not in its time.
    """
    content = content_of(job.value)
    if len(content) < LARGE:
        return compiled(job.template, content, job.form, ppi=job.ppi, when=when)
    with Press(1, seconds=seconds, when=when) as press:
        done = next(press.prints([job]))
    if done.fault:
        raise PrintingFault(done.fault)
    return done.pages
