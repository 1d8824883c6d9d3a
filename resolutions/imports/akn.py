"""Akoma Ntoso 3.0: the statement of a resolution, as the United Nations mark theirs up, or any other that is like one."""

from __future__ import annotations

from collections.abc import Iterator

from resolutions.imports.blocks import Block, collapse, compose
from resolutions.imports.imported import Imported, UnreadableDraft
from resolutions.imports.markup import Element, attribute, child, children, parse, tag

_NUMBERED = {"paragraph", "subparagraph", "point", "indent", "alinea", "clause", "subclause", "article", "item", "section", "rule"}
"""Elements that may bear a number; the outermost that does is a paragraph of the resolution."""

_LINES = {"p", "heading", "subheading", "docTitle", "longTitle", "block", "listIntroduction", "listWrapUp", "crossHeading"}
"""Elements whose content is a line of its own, unless they hold others of their kind."""

_INLINE = {"docTitle"}
"""Those that may also stand in a line."""

_NOT_TEXT = {"meta", "components", "attachments"}


def read_akn(data: bytes) -> Imported:
    """The text of an Akoma Ntoso document.

    Raises:
        UnreadableDraft: if it is no well-formed Akoma Ntoso, or holds no text.
    """
    root = parse(data)
    document = next(iter(children(root)), None) if tag(root) == "akomaNtoso" else root
    if document is None:
        raise UnreadableDraft("is Akoma Ntoso without a document in it")
    footnotes: list[str] = []
    blocks: list[Block] = _heading(document)
    for part in children(document):
        if tag(part) not in _NOT_TEXT:
            blocks += _blocks(part, 0, footnotes)
    attached = [a for group in children(document, "attachments", "components") for a in group]
    for attachment in attached:
        blocks += _blocks(attachment, 0, footnotes)
    for note in children(child(document, "meta", "notes"), "note"):
        # A note kept apart, to which the text refers by its number.
        mark = attribute(note, "marker") or str(len(footnotes) + 1)
        footnotes.append(f"[{mark}] " + collapse(" ".join("".join(note.itertext()).split())))
    blocks += [Block(note) for note in footnotes]
    text = compose(blocks)
    if not text.strip():
        raise UnreadableDraft("is Akoma Ntoso without any text")
    notes = ["Footnotes stand at the end, each with its number in brackets."] if footnotes else []
    return Imported(text, "akn", tuple(notes))


def _heading(document: Element) -> list[Block]:
    """The fields that only the metadata have: the organ that is the author, where no line of text names it."""
    author = child(document, "meta", "identification", "FRBRWork", "FRBRauthor")
    reference = (attribute(author, "href") or "").removeprefix("#")
    for organization in children(child(document, "meta", "references")):
        name = attribute(organization, "showAs")
        if name and reference and attribute(organization, "eId") == reference:
            return [Block(f"Committee: {name}")]
    return []


def _blocks(element: Element, level: int, footnotes: list[str], number: str = "") -> list[Block]:
    """The blocks of an element: `level` numbers stand above it, and `number` waits for the first words of its own."""
    name = tag(element)
    if name in _NOT_TEXT:
        return []
    if name in ("docNumber", "docketNumber") and not number:
        return _line(f"Symbol: {_words(element, footnotes)}")
    inner = list(children(element))
    # In a line of words, a title is words like others.
    inside = _LINES - _INLINE if name == "p" else _LINES
    if name in _LINES and not any(tag(e) in inside | _NUMBERED | {"list", "blockList", "table"} for e in inner):
        words = _sponsors(element) or _symbol(element) or _words(element, footnotes)
        return _line(f"{number} {words}", level - 1 if number else None, under=level, heading=_is_heading(element))
    if name == "tr":
        return _line(" | ".join(filter(None, (collapse(_words(cell, footnotes)) for cell in inner))))
    made: list[Block] = []
    own = child(element, "num") if name in _NUMBERED else None
    if own is not None:
        number, level = f"{number} {_words(own, footnotes)}".strip(), level + 1
    if element.text and element.text.strip():
        made += _line(f"{number} {element.text}", level - 1 if number else None, under=level)
        number = ""
    for part in inner:
        if part is not own:
            if tag(part) == "num":
                made += _line(_words(part, footnotes))
            else:
                found = _blocks(part, level, footnotes, number)
                number = "" if found else number
                made += found
        if part.tail and part.tail.strip():
            made += _line(f"{number} {part.tail}", level - 1 if number else None, under=level)
            number = ""
    return made + (_line(number, level - 1) if number and own is not None else [])


def _is_heading(element: Element) -> bool:
    return tag(element) in ("heading", "subheading", "crossHeading") or (tag(element), attribute(element, "name")) == ("block", "heading")


def _line(words: str, level: int | None = None, *, under: int = 0, heading: bool = False) -> list[Block]:
    """A line of words; without a number of its own it goes on with what is `under` that many numbers, further in than their labels."""
    words = collapse(words.replace("\n", " "))
    return [Block(words, indent=36.0 * (under if level is None else level), level=level, heading=heading)] if words else []


def _sponsors(line: Element) -> str:
    """The line "A and B: draft resolution" as the field of a heading block."""
    names = [collapse(_words(e, [])) for e in children(line, "docProponent") if attribute(e, "as") in (None, "#sponsor")]
    kind = child(line, "docType")
    rest = collapse("".join(line.itertext()))
    for part in [*names, collapse("".join(kind.itertext())) if kind is not None else ""]:
        rest = rest.replace(part, "", 1)
    if not names or rest.replace(" and ", "").strip(" ,;:."):
        return ""
    return f"Sponsors: {'; '.join(names)}"


def _symbol(line: Element) -> str:
    """A line that is nothing but the document's number, as the field of a heading block."""
    symbol = child(line, "docNumber")
    words = collapse("".join(line.itertext()))
    return f"Symbol: {words}" if symbol is not None and collapse("".join(symbol.itertext())) == words else ""


def _words(element: Element, footnotes: list[str]) -> str:
    """The words of an element; its notes go to the end, and a number in brackets stays."""
    return "".join(_pieces(element, footnotes))


def _pieces(element: Element, footnotes: list[str]) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if tag(part) == "authorialNote":
            mark = attribute(part, "marker") or str(len(footnotes) + 1)
            footnotes.append(f"[{mark}] " + collapse(" ".join("".join(part.itertext()).split())))
            yield f"[{mark}]"
        elif tag(part) == "noteRef":
            yield f"[{attribute(part, 'marker') or collapse(''.join(part.itertext())) or '*'}]"
        elif tag(part) in ("eol", "br"):
            yield " "
        else:
            yield from _pieces(part, footnotes)
        yield part.tail or ""
