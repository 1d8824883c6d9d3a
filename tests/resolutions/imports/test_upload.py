"""Uploads: what kind they are, the process that reads them, and the command line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from resolutions.__main__ import main
from resolutions.imports import upload
from resolutions.imports.imported import MOST_BYTES, UnreadableDraft
from resolutions.imports.sniff import kind_of
from resolutions.imports.upload import read_bytes
from resolutions.workfile import decode

AKN = b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc><mainBody><p>1. Urges x.</p></mainBody></doc></akomaNtoso>'


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", "pdf"), (b"\n%PDF-1.4", "pdf"), (b"PK\x03\x04", "docx"), (AKN, "akn"),
        (b'<?xml version="1.0"?><!-- x --><akn:akomaNtoso xmlns:akn="y">', "akn"), (AKN.decode().encode("utf-16"), "akn"),
        (b"Urges x.", "text"), (b"", "text"), (b"<b>Urges</b> x.", "text"), (b'{"penholder": 1}', "text"),
    ],
)  # fmt: skip
def test_kinds_are_told_by_what_files_hold(data: bytes, kind: str) -> None:
    assert kind_of(data, "draft") == kind


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{\\rtf1", "rich text"),
        (b"\xd0\xcf\x11\xe0" + bytes(60), "old Word file"),
        (b"\xd0\xcf\x11\xe0" + bytes(60) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b'<?xml version="1.0"?><html/>', "no Akoma Ntoso"),
    ],
)
def test_kinds_that_are_not_read_say_how_to_save_them(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableDraft, match=told) as refused:
        read_bytes(data, "draft.x")
    assert str(refused.value).startswith("draft.x ")


def test_every_kind_is_read_in_a_process_of_its_own(word: Any, data: Callable[[str], bytes]) -> None:
    found = read_bytes(word.add("1. Urges “x”, été.").save(), "draft.docx")
    assert (found.text, found.kind) == ("1. Urges “x”, été.\n", "docx")
    assert read_bytes(AKN, "draft.xml").text == "1. Urges x.\n"
    printed = read_bytes(data("typst.pdf"), "draft.pdf")
    assert printed.kind == "pdf" and printed.notes and printed.aside
    assert read_bytes(b"Urges x.", "draft.txt") == ("Urges x.", "text", (), ())
    assert decode(AKN, "draft.xml") == "1. Urges x.\n"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\n\x00", "^draft is a PDF that is damaged"),
        (b"PK\x03\x04abc", "^draft is a word processor's file that is damaged"),
        (AKN[:-5], "^draft is damaged"),
        (b"%PDF" + bytes(MOST_BYTES), "^draft has more than 6 MB"),
    ],
)
def test_faults_come_back_from_the_process_in_one_line(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableDraft, match=told) as refused:
        read_bytes(data, "draft")
    assert "\n" not in str(refused.value)


def test_a_small_file_with_a_text_without_end_is_refused(word: Any) -> None:
    data = word.add("Urges x. " * 700_000).save()
    assert len(data) < 100_000
    with pytest.raises(UnreadableDraft, match="^draft is a word processor's file that holds more than 6 MB of text"):
        read_bytes(data, "draft")


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "MOST_SECONDS", 0.01)
    with pytest.raises(UnreadableDraft, match="takes longer than 0.01 seconds"):
        read_bytes(AKN, "draft.xml")


def test_a_process_that_dies_is_a_fault_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, -9, b"", b"Killed"))
    with pytest.raises(UnreadableDraft, match="draft is a PDF that cannot be read; copy its text"):
        read_bytes(b"%PDF-1.7", "draft")


@pytest.mark.skipif(sys.platform != "linux", reason="the system caps no memory")
def test_memory_is_capped_in_the_process() -> None:
    code = "from resolutions.imports.worker import cap; cap(); bytearray(3_000_000_000)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=upload._ROOT)
    assert "MemoryError" in done.stderr


@pytest.mark.parametrize("command", ["check", "parse"])
@pytest.mark.parametrize("name", ["draft.docx", "draft.pdf", "draft.xml"])
def test_the_commands_take_every_kind(
    command: str, name: str, word: Any, data: Callable[[str], bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = {"draft.docx": word.add("The Security Council,", "1. Urges x.").save(), "draft.pdf": data("typst.pdf"), "draft.xml": AKN}
    (tmp_path / name).write_bytes(made[name])
    assert main([command, str(tmp_path / name), "--json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["clauses"]


def test_the_command_takes_a_document_on_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(AKN)))
    assert main(["parse", "-", "--json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["clauses"]
