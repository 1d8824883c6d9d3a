"""`python -m resolutions.imports.worker KIND`: one file in on standard input, one JSON object out.

Untrusted files are parsed here, in a process of their own that its parent may kill and the system caps.
"""

from __future__ import annotations

import json
import sys

from resolutions.imports.imported import MOST_BYTES, MOST_MEMORY, MOST_SECONDS, Imported, UnreadableDraft


def main(arguments: list[str] | None = None) -> int:
    """0 with `text`, `notes` and `aside`, or with `fault`: why the file cannot be read."""
    kind = (arguments if arguments is not None else sys.argv[1:])[0]
    cap()
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    answer: dict[str, object]
    try:
        found = read(kind, data)
        if len(found.text) > MOST_BYTES:
            raise UnreadableDraft(f"holds more than {MOST_BYTES // 10**6} MB of text, which no draft does; give the draft alone")
        answer = {"text": found.text, "notes": found.notes, "aside": found.aside}
    except UnreadableDraft as error:
        answer = {"fault": str(error)}
    except MemoryError:
        answer = {"fault": "takes more memory than any draft needs; save it as plain text (.txt)"}
    except RecursionError:
        answer = {"fault": "is nested too deep to be a draft; save it as plain text (.txt)"}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


def read(kind: str, data: bytes) -> Imported:
    """The file read by the importer of its kind, which is imported only then: the PDF one takes its time.

    Raises:
        UnreadableDraft: if it cannot be read.
    """
    if kind == "docx":
        from resolutions.imports.docx import read_docx

        return read_docx(data)
    if kind == "pdf":
        from resolutions.imports.pdf import read_pdf

        return read_pdf(data)
    from resolutions.imports.akn import read_akn

    return read_akn(data)


def cap() -> None:
    """Hold this process to its memory and time, on systems that can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is all there is.
        return
    for limit, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        try:
            hard = resource.getrlimit(limit)[1]
            resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):  # macOS knows the limit on memory, and does not let one set it.
            continue


if __name__ == "__main__":
    sys.exit(main())
