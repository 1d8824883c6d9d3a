"""Reading what a stranger uploads: text here, anything else in a process that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from resolutions.imports.imported import MOST_BYTES, MOST_SECONDS, Imported, UnreadableDraft
from resolutions.imports.sniff import Kind, kind_of

_ROOT = Path(__file__).resolve().parents[2]

_AT_ONCE = BoundedSemaphore(2)
"""Files read at the same time; others wait, so that a class that uploads at once does not take the whole machine."""

_WHAT = {
    "docx": "is a word processor's file",
    "pdf": "is a PDF",
    "akn": "is Akoma Ntoso",
}


def read_bytes(data: bytes, name: str) -> Imported:
    """A file as text, with notes on what was doubtful.

    Args:
        data: its bytes.
        name: what to call it in messages.

    Raises:
        UnreadableDraft: if it cannot be read; the message is one line.
    """
    kind = kind_of(data, name)
    if len(data) > MOST_BYTES:
        raise UnreadableDraft(f"{name} has more than {MOST_BYTES // 10**6} MB, which no draft has; give the draft alone")
    if kind == "text":
        return Imported(_decoded(data, name), "text")
    return _in_a_process(kind, data, name)


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.count("\x00") > len(text) / 100:
            break
        return text
    raise UnreadableDraft(f"{name} is no text; save it as plain text (.txt) or Markdown (.md)")


def _in_a_process(kind: Kind, data: bytes, name: str) -> Imported:
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    plain = f"{name} {_WHAT[kind]}"
    with _AT_ONCE:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "resolutions.imports.worker", kind],
                input=data, capture_output=True, timeout=MOST_SECONDS, check=False,
                env={**os.environ, "PYTHONPATH": path},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise UnreadableDraft(f"{plain} that takes longer than {MOST_SECONDS} seconds to read; {_INSTEAD}") from None
        except OSError as error:
            raise UnreadableDraft(f"{plain}, and no process could be started to read it ({error.strerror}); {_INSTEAD}") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise UnreadableDraft(f"{plain} that cannot be read; {_INSTEAD}") from None
    if "fault" in answer:
        raise UnreadableDraft(f"{plain} that {answer['fault']}" if kind != "akn" else f"{name} {answer['fault']}")
    return Imported(answer["text"], kind, tuple(answer["notes"]), tuple(answer["aside"]))


_INSTEAD = "copy its text, or save it as plain text (.txt)"
