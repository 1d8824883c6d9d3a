"""Akoma Ntoso 3.0, in the manner of the United Nations' own mark-up (AKN4UN), valid against the OASIS schema.

Names, identifiers and addresses follow the AKN4UN guidelines as far as they reach; `un-sc` for the Council and brackets turned
into hyphens ("2653-2022") are ours, by analogy. `resolutions.imports.akn` reads the same draft back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from briefings.clean_text import clean_draft, cleaned
from briefings.engine import PrintingFault
from briefings.resolution import NOTICE, Annex, Block, Document, Item, Note, Outcome, Row, Run, document, nested
from resolutions.model import Draft

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SCHEMAS = Path(__file__).parent / "schemas"

UNDATED = date(1900, 1, 1)
"""What the guidelines allow as the date of a version that bears none."""

_ACTORS = {
    "Security Council": "un-sc",
    "General Assembly": "un-ga",
    "Economic and Social Council": "un-ecosoc",
    "Human Rights Council": "un-hrc",
    "Commission on Narcotic Drugs": "un-cnd",
}
_CITED = re.compile(r"\b(?P<number>\d{1,4}) \((?P<year>(?:19|20)\d\d)\)")

Element = Any
"""An element of lxml, which has no types."""


def akn(draft: Draft, names: Mapping[str, str] | None = None, *, on: date | None = None, outcome: Outcome | None = None) -> bytes:
    """The draft as an Akoma Ntoso statement; what came of the vote is read again as a line of its heading.

    Args:
        draft: the draft.
        names: official names by delegation id.
        on: the date it bears.
        outcome: what came of the vote on it; None before.

    Raises:
        PrintingFault: if it came out invalid, which would be a fault of this module.
    """
    draft, names = clean_draft(draft), cleaned(names or {})
    made = document(draft, names, on=on, outcome=Outcome.model_validate(cleaned(outcome.model_dump())) if outcome else None)
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    statement = _add(root, "statement", contains="originalVersion", name="resolution" if made.kind == "resolution" else "resolutionDraft")
    people = _People(draft, names or {})
    date_of = (on or UNDATED).isoformat()
    _meta(statement, made, date_of, people)
    _preface(statement, made, people)
    notes = {note.number: note for note in made.notes}
    _preamble(statement, made, notes)
    _body(statement, made, notes)
    closing = [block for block in made.blocks if block.kind == "closing"]
    if closing:
        container = _add(_add(statement, "conclusions"), "container", name="closing")
        for block in closing:
            _line(container, block.rows[0], notes)
    if made.annexes:
        _attachments(statement, made, date_of)
    faults = validation_errors(root)
    if faults:
        raise PrintingFault(f"the Akoma Ntoso is not valid: {faults[0]}")
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=False)
    return written + b"\n"


@lru_cache(maxsize=1)
def schema() -> Any:
    """The OASIS schema, loaded once: it takes a quarter of a second."""
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "akomantoso30.xsd")))


def validation_errors(root: Element) -> tuple[str, ...]:
    """What the schema has against a document, a line each."""
    rules = schema()
    if rules.validate(root):
        return ()
    return tuple(f"line {error.line}: {error.message}".replace(f"{{{NAMESPACE}}}", "") for error in rules.error_log)


# -- metadata


def slug(text: str, otherwise: str = "x") -> str:
    """A text as part of an address: letters and digits of ASCII, hyphens between them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60] or otherwise


class _People:
    """The organizations that the document names, each with an identifier of its own, in the order of the draft."""

    def __init__(self, draft: Draft, names: Mapping[str, str]) -> None:
        self.sponsors = [names.get(name, name) for name in draft.sponsors]
        self.signatories = [names.get(name, name) for name in draft.signatories]
        self.ids: dict[str, str] = {}
        for key in (*draft.sponsors, *draft.signatories):
            name = names.get(key, key)
            wanted = free = f"state-{slug(key).lower()}"
            count = 1
            while name not in self.ids and free in self.ids.values():
                count += 1
                free = f"{wanted}-{count}"
            self.ids.setdefault(name, free)

    def add(self, parent: Element, name: str, role: str) -> Element:
        """Name one in a line of the preface."""
        proponent = _add(parent, "docProponent", refersTo=f"#{self.ids[name]}", **{"as": f"#{role}"})
        proponent.text = name
        return proponent


def _meta(parent: Element, made: Document, on: str, people: _People | None, component: str = "main") -> None:
    meta = _add(parent, "meta")
    actor = _ACTORS.get(made.committee) or slug(made.committee, "committee").lower()
    number = slug(made.symbol, "draft")
    work = f"/akn/un/statement/deliberation/{actor}/{on}/{number}"
    expression = f"{work}/eng@"
    identification = _add(meta, "identification", source="#app")
    about = _add(identification, "FRBRWork")
    _values(about, FRBRthis=f"{work}/!{component}", FRBRuri=work)
    _add(about, "FRBRdate", date=on, name="draft")
    _add(about, "FRBRauthor", href="#organ", **{"as": "#author"})
    _values(about, FRBRcountry="un", FRBRsubtype="deliberation")
    _add(about, "FRBRnumber", value=number, showAs=made.symbol or "without a symbol")
    about = _add(identification, "FRBRExpression")
    _values(about, FRBRthis=f"{expression}/!{component}", FRBRuri=expression)
    _add(about, "FRBRdate", date=on, name="draft")
    _add(about, "FRBRauthor", href="#organ", **{"as": "#author"})
    _values(about, FRBRversionNumber="1")
    _add(about, "FRBRlanguage", language="eng")
    about = _add(identification, "FRBRManifestation")
    _values(about, FRBRthis=f"{expression}/!{component}.xml", FRBRuri=f"{expression}/.xml")
    _add(about, "FRBRdate", date=on, name="markup")
    _add(about, "FRBRauthor", href="#app", **{"as": "#editor"})
    _values(about, FRBRformat="xml")
    if people is None:
        return
    _add(meta, "publication", date=on, name="simulation", showAs=NOTICE, number=made.symbol or "none")
    references = _add(meta, "references", source="#app")
    _add(references, "TLCOrganization", eId="organ", href=f"/akn/ontology/organization/un/{actor}", showAs=made.committee)
    for name, key in people.ids.items():
        _add(references, "TLCOrganization", eId=key, href=f"/akn/ontology/organization/un/{key.removeprefix('state-')}", showAs=name)
    _add(references, "TLCOrganization", eId="app", href="/akn/ontology/organization/un/penholder", showAs="Penholder")
    for role in ("author", "editor", "sponsor", "signatory"):
        _add(references, "TLCRole", eId=role, href=f"/akn/ontology/role/un/{role}", showAs=role)


def _values(parent: Element, **values: str) -> None:
    for name, value in values.items():
        _add(parent, name, value=value)


def _add(parent: Element, tag: str, /, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


# -- text


def _preface(statement: Element, made: Document, people: _People) -> None:
    info = _add(_add(statement, "preface"), "container", name="publicationInfo")
    if made.symbol:
        _add(_add(info, "p"), "docNumber").text = made.symbol
    if made.topic:
        line = _add(info, "p")
        line.text = "Topic: "
        _add(line, "docTitle").text = made.topic
    if made.kind == "resolution" and "Resolution" not in made.heading:
        _add(_add(info, "p"), "docType").text = "Resolution"
    if made.result and made.result not in made.heading:
        _add(info, "p").text = made.result
    if people.sponsors and made.kind == "resolution":
        line = _add(info, "p")
        line.text = "Sponsors: "
        for index, name in enumerate(people.sponsors, start=1):
            people.add(line, name, "sponsor").tail = "; " if index < len(people.sponsors) else ""
    elif people.sponsors:
        line = _add(info, "p")
        for index, name in enumerate(people.sponsors, start=1):
            left = len(people.sponsors) - index
            people.add(line, name, "sponsor").tail = ", " if left > 1 else " and " if left else ": "
        _add(line, "docType").text = made.kind
    if people.signatories:
        line = _add(info, "p")
        line.text = "Signatories: "
        for index, name in enumerate(people.signatories, start=1):
            people.add(line, name, "signatory").tail = "; " if index < len(people.signatories) else ""
    for words in made.heading:
        _add(info, "p").text = words
    if not len(info):
        statement.remove(info.getparent())


Notes = Mapping[str, Note]


def _preamble(statement: Element, made: Document, notes: Notes) -> None:
    preamble = _add(statement, "preamble")
    organ = _add(_add(preamble, "formula", name="enactingFormula"), "p")
    name = made.organ.rstrip(",: ")
    _add(organ, "i").text = name
    organ[0].tail = made.organ[len(name) :]
    blocks = list(_part(made, "preambular"))
    if not blocks:
        return
    container = _add(preamble, "container", name="preambularParagraphs")
    number = 0
    for block in blocks:
        if block.kind != "preambular":
            _line(_add(container, "block", name=block.kind), block.rows[0], notes, here=True)
            continue
        number += 1
        if block.under:
            _block_list(container, block.own, nested(block.under), notes, f"preamble__list_{number}", block.written)
        else:
            _line(container, block.own or Row(), notes, number=block.written, eId=f"preamble__p_{number}")


def _part(made: Document, part: str) -> Iterator[Block]:
    """The blocks up to the last paragraph of the preamble, or those from there to the last operative one."""
    last = max((i for i, b in enumerate(made.blocks, start=1) if b.kind == "preambular"), default=0)
    for block in made.blocks[:last] if part == "preambular" else made.blocks[last:]:
        if block.kind != "closing":
            yield block


def _block_list(parent: Element, own: Row | None, items: Sequence[Item], notes: Notes, key: str, number: str = "") -> None:
    """Sub-paragraphs in the preamble, which has no hierarchy but lists."""
    made = _add(parent, "blockList", eId=key)
    if own:
        _line(_add(made, "listIntroduction"), own, notes, number=number, here=True)
    for place, (row, under) in enumerate(((item.row, item.items) for item in items), start=1):
        item_key = f"{key}__item_{_key(row, place)}"
        item = _add(made, "item", eId=item_key)
        if row.kind == "sub":
            _add(item, "num").text = row.label
        if under:
            _block_list(item, row, under, notes, f"{item_key}__list_1")
        else:
            _line(item, row, notes)


def _body(statement: Element, made: Document, notes: Notes) -> None:
    body = _add(statement, "mainBody")
    place = 0
    for block in _part(made, "operative"):
        if block.kind != "operative":
            _line(_add(body, "block", name=block.kind), block.rows[0], notes, here=True)
            continue
        place += 1
        paragraph = _add(body, "paragraph", eId=f"para_{place}")
        if block.written:
            _add(paragraph, "num").text = block.written
        _hierarchy(paragraph, block.own, nested(block.under), notes, f"para_{place}")
    if not len(body):
        _add(body, "p")


def _hierarchy(parent: Element, own: Row | None, under: Sequence[Item], notes: Notes, key: str) -> None:
    """The words of a paragraph or sub-paragraph, and what stands under it."""
    if not under:
        content = _add(parent, "content")
        _line(content, own or Row(), notes)
        return
    inner = _add(parent, "list", eId=f"{key}__list_1")
    if own:
        _line(_add(inner, "intro"), own, notes)
    for place, (row, below) in enumerate(((item.row, item.items) for item in under), start=1):
        if row.kind == "resumed":
            if place == len(under):
                _line(_add(inner, "wrapUp"), row, notes)
            else:
                _line(_add(_add(inner, "alinea", eId=f"{key}__list_1__al_{place}"), "content"), row, notes)
            continue
        point_key = f"{key}__list_1__point_{_key(row, place)}"
        point = _add(inner, "point", eId=point_key)
        _add(point, "num").text = row.label
        _hierarchy(point, row, below, notes, point_key)


def _key(row: Row, place: int) -> str:
    """The last part of a sub-paragraph's identifier: its label, where labels are in order and so cannot meet."""
    return slug(row.label, str(place)).lower() if row.ordinal == place else f"{place}-{slug(row.label)}".lower()


def _line(parent: Element, row: Row, notes: Notes, *, number: str = "", here: bool = False, **attributes: str) -> None:
    """A line of text, openings in italics, footnotes at their place, resolutions of the Council as references.

    Args:
        parent: what it stands in.
        row: its words.
        notes: the footnotes by number.
        number: what stands before it.
        here: whether it goes into the parent itself and not into a `p` of its own.
        **attributes: those of the `p`.
    """
    line = parent if here else _add(parent, "p", **attributes)
    _append(line, f"{number} " if number else "")
    for run in row.runs:
        if run.kind == "opening":
            _add(line, "i").text = run.text
        elif run.kind == "note":
            note = _add(line, "authorialNote", marker=run.text, placement="bottom")
            _add(note, "p").text = notes[run.text].text
        else:
            _append_cited(line, run)


def _append(line: Element, words: str) -> None:
    if not words:
        return
    if len(line):
        line[-1].tail = (line[-1].tail or "") + words
    else:
        line.text = (line.text or "") + words


def _append_cited(line: Element, run: Run) -> None:
    end = 0
    for cited in _CITED.finditer(run.text) if "resolution" in run.text else ():
        _append(line, run.text[end : cited.start()])
        reference = _add(line, "ref", href=f"/akn/un/statement/deliberation/un-sc/{cited['year']}/{cited['number']}-{cited['year']}")
        reference.text = cited[0]
        end = cited.end()
    _append(line, run.text[end:])


def _attachments(statement: Element, made: Document, on: str) -> None:
    attachments = _add(statement, "attachments")
    for number, annex in enumerate(made.annexes, start=1):
        attachment = _add(attachments, "attachment", eId=f"att_{number}")
        _add(attachment, "heading").text = annex.title
        content = _add(attachment, "doc", contains="originalVersion", name="annex")
        _meta(content, made, on, None, component=f"annex_{number}")
        _annex_lines(_add(content, "mainBody"), annex)


def _annex_lines(body: Element, annex: Annex) -> None:
    for line in annex.lines:
        if line.strip():
            _add(body, "p").text = line.strip()
    if not len(body):
        _add(body, "p")
