"""`python -m briefings.worker`: pages made in a process that its parent may kill.

Jobs come on standard input and answers go to standard output, each as its length in a line and then that many bytes: a
job is JSON, an answer the JSON of its faults or lengths, followed by the pages themselves.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import IO, Any

MOST_MEMORY = 2 * 2**30
"""Bytes of addresses a worker may take, where the system can hold it to that; the largest binder takes a fifth."""


def main() -> int:
    """Work until there is no more."""
    from briefings.engine import PrintingFault, compiled

    _bound_memory()
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    while (job := received(source)) is not None:
        asked = json.loads(job)
        try:
            made = compiled(
                asked["template"], asked["content"].encode(), asked["form"], ppi=asked["ppi"], when=datetime.fromisoformat(asked["when"])
            )
            send(answers, json.dumps({"lengths": [len(page) for page in made]}).encode(), made)
        except PrintingFault as error:
            send(answers, json.dumps({"fault": str(error)}).encode())
        except MemoryError:
            send(answers, json.dumps({"fault": "takes more memory than any document needs"}).encode())
    return 0


def _bound_memory() -> None:
    with suppress(ImportError, OSError, ValueError):
        # Not on Windows.
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def received(stream: IO[bytes]) -> bytes | None:
    """The next message of a stream; None at its end."""
    length = stream.readline()
    if not length.strip():
        return None
    data = stream.read(int(length))
    return data if len(data) == int(length) else None


def send(stream: IO[bytes], message: bytes, after: Sequence[bytes] = ()) -> None:
    """A message, and bytes after it whose lengths the message tells."""
    stream.write(b"%d\n" % len(message) + message + b"".join(after))
    stream.flush()


def answered(stream: IO[bytes]) -> Any:
    """The next answer: a list of pages, or a fault in words; None where the worker is gone."""
    head = received(stream)
    if head is None:
        return None
    told = json.loads(head)
    if "fault" in told:
        return str(told["fault"])
    made = [stream.read(length) for length in told["lengths"]]
    return made if all(len(page) == length for page, length in zip(made, told["lengths"], strict=True)) else None


if __name__ == "__main__":
    sys.exit(main())
