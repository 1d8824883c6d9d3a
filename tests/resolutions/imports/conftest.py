"""The draft that every file to import holds, and Word files of all makes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

DATA = Path(__file__).resolve().parents[2] / "data" / "imports"


@pytest.fixture(scope="session")
def source() -> str:
    """The draft as canonical text."""
    return (DATA / "source.txt").read_text(encoding="utf-8")


class Word:
    """A Word file in the making; paragraphs are given as XML where python-docx has no words for them."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()

    def add(self, *paragraphs: str) -> Word:
        """Plain paragraphs."""
        for text in paragraphs:
            self.document.add_paragraph(text)
        return self

    def raw(self, xml: str) -> Word:
        """A block as XML, with the prefix `w` and others declared."""
        names = nsdecls("w", "r", "wp", "a") + (
            ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
        )
        head, _, rest = xml.partition(">") if not xml.partition(">")[0].endswith("/") else (xml[: xml.index("/>")], "", "/>")
        block = parse_xml(f"{head} {names}>{rest}" if rest != "/>" else f"{head} {names}/>")
        self.document.element.body.insert(len(self.document.element.body) - 1, block)
        return self

    def numbering(self, family: int, *levels: tuple[str, str], lists: tuple[str, ...] = ("",)) -> Word:
        """A definition of a list, its levels as format and text, and lists that follow it: `family`, `family + 1`, …"""
        root = self.document.part.numbering_part.element
        made = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{567 * (i + 1)}" w:hanging="567"/></w:pPr></w:lvl>'
            for i, (form, text) in enumerate(levels)
        )
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{family}">{made}</w:abstractNum>'))
        for extra, override in enumerate(lists):
            root.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{family + extra}"><w:abstractNumId w:val="{family}"/>{override}</w:num>'
                )
            )
        return self

    def numbered(self, text: str, list_id: int, level: int = 0, extra: str = "") -> Word:
        """A paragraph that a list numbers."""
        return self.raw(
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>{extra}</w:pPr>'
            f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        )

    def save(self) -> bytes:
        """The bytes of the file."""
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()


@pytest.fixture
def word() -> Word:
    """An empty Word file."""
    return Word()


@pytest.fixture
def data() -> Callable[[str], bytes]:
    """A committed file by name."""
    return lambda name: (DATA / name).read_bytes()
