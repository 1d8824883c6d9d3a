"""Pages from a template and a value: PDF, or one image a page.

The template is Typst, of this package and of nobody else. The content goes to it as JSON in a file that exists only in
memory, so that strings stay strings: what somebody typed is never markup, and can neither read files nor run. Fonts are
those of `briefings/fonts` alone and time is an argument, so that the same input gives the same bytes everywhere. Any
warning is a fault of the template.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from briefings.clean_text import printable
from briefings.coverage import FONTS, missing, named

TEMPLATES = Path(__file__).parent / "templates"

Form = Literal["pdf", "svg", "png"]
Paper = Literal["a4", "letter"]
PAPERS: tuple[Paper, ...] = ("a4", "letter")

STANDARDS: list[Any] = ["a-2a", "ua-1"]
"""Archivable with its structure, and accessible, at once."""

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The time of documents for which none is given: the same input is to give the same bytes."""


class PrintingFault(Exception):
    """A document cannot be printed; the message is one line and says why."""


class MissingGlyph(PrintingFault):
    """A character that no font has which travels with the app."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@lru_cache(maxsize=1)
def _templates() -> dict[str, bytes]:
    """Every template by its name; each may import the others."""
    return {path.name: path.read_bytes() for path in sorted(TEMPLATES.glob("*.typ"))}


@lru_cache(maxsize=1)
def _empty_root() -> str:
    """A folder with nothing in it: what a template could read from the disk."""
    return tempfile.mkdtemp(prefix="penholder-print-")


def content_of(value: Mapping[str, Any]) -> bytes:
    """A value as the JSON that a template reads: its text fit for paper, each character with a glyph.

    Raises:
        MissingGlyph: if a character has none.
    """
    text = json.dumps(printable(value), ensure_ascii=False)
    absent = missing(text)
    if absent:
        more = f" and {len(absent) - 3} more" if len(absent) > 3 else ""
        raise MissingGlyph(f"no font of the app has {', '.join(map(named, absent[:3]))}{more}; write it in other letters")
    return text.encode()


def pdf(template: str, value: Mapping[str, Any], *, when: datetime = UNDATED) -> bytes:
    """A document as PDF/A-2a and PDF/UA-1.

    Args:
        template: a file of `briefings/templates`, such as `resolution.typ`.
        value: what the template reads as `data.json`.
        when: the time that the file bears.

    Raises:
        PrintingFault: if it cannot be printed; `MissingGlyph` if a character has no glyph.
    """
    return compiled(template, content_of(value), "pdf", when=when)[0]


def pages(
    template: str, value: Mapping[str, Any], form: Literal["svg", "png"] = "svg", *, ppi: float = 96, when: datetime = UNDATED
) -> tuple[bytes, ...]:
    """The pages of a document as images, exactly as they print.

    Args:
        template: as for `pdf`.
        value: as for `pdf`.
        form: SVG, or PNG at `ppi` points an inch.
        ppi: how fine a PNG is.
        when: as for `pdf`.

    Raises:
        PrintingFault: as for `pdf`.
    """
    return compiled(template, content_of(value), form, ppi=ppi, when=when)


def compiled(template: str, content: bytes, form: Form, *, ppi: float = 96, when: datetime = UNDATED) -> tuple[bytes, ...]:
    """The pages that a template makes of JSON that `content_of` gave; one element where the form is PDF.

    Raises:
        PrintingFault: if the template cannot make pages of it without a warning.
    """
    files = {**_templates(), "data.json": content}
    if template not in files or not template.endswith(".typ"):
        raise PrintingFault(f"there is no template '{template}'; there is {', '.join(sorted(_templates()))}")
    files["main.typ"] = files[template]
    options: dict[str, Any] = {"pdf_standards": STANDARDS} if form == "pdf" else {"ppi": ppi}
    try:
        # The stubs of typst do not know yet that the input may be a dictionary of files.
        made, warnings = _compile(
            files, root=_empty_root(), font_paths=_fonts(), format=form, timestamp=when, **options
        )  # fmt: skip
    except typst.TypstError as error:
        raise PrintingFault(f"{template}: {_said(error)}") from None
    except BaseException as error:
        # A panic of the compiler is no Exception, and must not end the program that asked.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise PrintingFault(f"{template}: the compiler failed ({type(error).__name__})") from None
    if warnings:
        raise PrintingFault(f"{template}: {_said(warnings[0])}")
    if made is None:
        raise PrintingFault(f"{template}: nothing was made")
    return (made,) if isinstance(made, bytes) else tuple(made)


_compile: Any = typst.compile_with_warnings


def _said(fault: Any) -> str:
    hints = f" ({'; '.join(fault.hints)})" if fault.hints else ""
    return " ".join(f"{fault.message}{hints}".split())[:400]
