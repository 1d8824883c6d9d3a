"""DOCX: the words of a Word or Google Docs file, with the labels that its numbering shows.

Word keeps automatic numbers out of the text: they are counted here as Word counts them, from the paragraph's own
numbering, its style's, and `numbering.xml`. Tracked insertions count as text, deletions do not.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

from resolutions.imports.blocks import Block, collapse, compose
from resolutions.imports.imported import MOST_UNPACKED, Imported, UnreadableDraft
from resolutions.imports.markup import Element, attribute, child, children, number, parse, tag
from resolutions.imports.own_print import without_own_heads
from resolutions.tree import letter, roman

_TWIPS = 20.0
_GONE = {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback", "sdtPr", "rt", "fldData"}
_BLOCKS = {"p", "tbl", "sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice", "smartTag"}
_UNREAD = {
    "altChunk": "inserted document", "subDoc": "inserted document", "contentPart": "drawing",
    "pic": "picture", "imagedata": "picture", "chart": "chart", "relIds": "diagram", "OLEObject": "embedded object",
}  # fmt: skip
"""What a document may hold whose words stand elsewhere or nowhere."""
_SHORT_CELL = 80
_ANNEX = re.compile(r"(?:annex|appendix)\b", re.IGNORECASE)


def read_docx(data: bytes) -> Imported:
    """The text of a DOCX file.

    Raises:
        UnreadableDraft: if it is damaged, too large once unpacked, protected, or no word processor's file.
    """
    return _Document(_Package(data)).read()


class _Package:
    """The parts of the file that are read."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            names = set(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise UnreadableDraft("is damaged: its parts cannot be unpacked") from None
        self._left = MOST_UNPACKED
        if "EncryptedPackage" in names or any(entry.flag_bits & 1 for entry in self._zip.infolist()):
            raise UnreadableDraft("is protected by a password; save it without one")
        self.main = self._main(names)

    def _main(self, names: set[str]) -> str:
        for relation in children(self.part("_rels/.rels")):
            if (attribute(relation, "Type") or "").endswith("/officeDocument"):
                target = (attribute(relation, "Target") or "").lstrip("/")
                if target in names and target.endswith(".xml") and "/" in target:
                    found = target
                    break
        else:
            found = "word/document.xml"
        if found not in names or not found.startswith("word"):
            raise UnreadableDraft("holds no text document; save the draft as .docx or as plain text (.txt)")
        return found

    def part(self, name: str) -> Element | None:
        """The root of a part; None where there is no such part."""
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return None
        self._left -= entry.file_size
        if self._left < 0:
            raise UnreadableDraft(f"unpacks to more than {MOST_UNPACKED // 10**6} MB, which no draft does")
        try:
            with self._zip.open(entry) as file:
                data = file.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise UnreadableDraft(f"is damaged: its part {name[:60]} cannot be unpacked") from None
        return parse(data)

    def beside(self, name: str) -> Element | None:
        """A part beside the main one, such as its numbering."""
        return self.part(self.main.rpartition("/")[0] + "/" + name)

    def running(self) -> Iterator[tuple[str, Element]]:
        """What stands at the head and at the foot of the pages."""
        folder = self.main.rpartition("/")[0]
        for name in sorted(self._zip.namelist()):
            if name.startswith((f"{folder}/header", f"{folder}/footer")) and name.endswith(".xml"):
                root = self.part(name)
                if root is not None:
                    yield "head" if name.startswith(f"{folder}/header") else "foot", root


# -- numbering


class _Level(NamedTuple):
    """A level of a list, as `numbering.xml` defines it."""

    start: int
    form: str
    text: str
    restart: int | None
    decimal: bool
    indent: int | None


_LABELS: dict[str, Callable[[int], str]] = {
    "decimal": lambda n: str(n),
    "decimalZero": lambda n: f"{n:02}",
    "lowerLetter": lambda n: letter(n) if n > 0 else "",
    "upperLetter": lambda n: letter(n).upper() if n > 0 else "",
    "lowerRoman": lambda n: roman(n),
    "upperRoman": lambda n: roman(n).upper(),
    "none": lambda n: "",
    "ordinal": lambda n: f"{n}{'th' if n % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}",
}


class _Numbered(NamedTuple):
    """A paragraph's place in a list."""

    label: str
    form: str
    level: int
    family: str
    indent: int | None


class _Numbering:
    """The lists of a document, counting."""

    def __init__(self, root: Element | None, style_lists: dict[str, str]) -> None:
        self._families: dict[str, dict[int, _Level]] = {}
        self._family_of: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._own: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self.level_of_style: dict[tuple[str, str], int] = {}
        links: dict[str, str] = {}
        for family in children(root, "abstractNum"):
            key = attribute(family, "abstractNumId") or ""
            self._families[key] = {}
            for level in children(family, "lvl"):
                at = number(level, "ilvl") or 0
                self._families[key][at] = _level(level)
                style = attribute(child(level, "pStyle"), "val")
                if style:
                    self.level_of_style[key, style] = at
            link = attribute(child(family, "numStyleLink"), "val")
            if link:
                links[key] = link
        for one in children(root, "num"):
            key = attribute(one, "numId") or ""
            self._family_of[key] = attribute(child(one, "abstractNumId"), "val") or ""
            for override in children(one, "lvlOverride"):
                at = number(override, "ilvl") or 0
                start = number(child(override, "startOverride"))
                if start is not None:
                    self._starts.setdefault(key, {})[at] = start
                own = child(override, "lvl")
                if own is not None:
                    self._own.setdefault(key, {})[at] = _level(own)
        for key, style in links.items():
            target = self._family_of.get(style_lists.get(style, ""), "")
            if not self._families[key] and target in self._families:
                self._families[key] = self._families[target]

    def family(self, list_id: str) -> str | None:
        """The definition that a list follows; lists of one definition count together."""
        return self._family_of.get(list_id)

    def next(self, list_id: str, at: int) -> _Numbered | None:
        """Count one more paragraph of a list and give its label; None where there is no such list."""
        family = self._family_of.get(list_id)
        levels = {**self._families.get(family or "", {}), **self._own.get(list_id, {})}
        if family is None or at not in levels:
            return None
        level = levels[at]
        counts = self._counts.setdefault(family, {})
        start = self._starts.get(list_id, {}).get(at)
        if start is not None and (list_id, at) not in self._begun:
            counts[at] = start
        elif at in counts:
            counts[at] += 1
        else:
            counts[at] = level.start
        self._begun.add((list_id, at))
        for deeper in [d for d in counts if d > at]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or at < restart:
                del counts[deeper]
        label = level.text
        for other in range(9):
            if f"%{other + 1}" in label:
                shown = levels.get(other, level)
                value = counts.get(other, shown.start)
                form = "decimal" if level.decimal else shown.form
                label = label.replace(f"%{other + 1}", _LABELS.get(form, _LABELS["decimal"])(min(max(value, 0), 9999)))
        if level.form == "bullet":
            label = "-"
        return _Numbered(label.strip(), level.form, at, family, level.indent)


def _level(level: Element) -> _Level:
    start = number(child(level, "start"))
    return _Level(
        start=1 if start is None else start,
        form=attribute(child(level, "numFmt"), "val") or "decimal",
        text=(attribute(child(level, "lvlText"), "val") or "")[:40],
        restart=number(child(level, "lvlRestart")),
        decimal=child(level, "isLgl") is not None,
        indent=_indent(child(level, "pPr")),
    )


def _indent(properties: Element | None) -> int | None:
    """Where the first line begins, in twentieths of a point; None where nothing is said of it."""
    own = child(properties, "ind")
    if own is None:
        return None
    left = number(own, "left")
    left = number(own, "start") if left is None else left
    return (left or 0) + (number(own, "firstLine") or 0) - (number(own, "hanging") or 0)


class _Style(NamedTuple):
    """What of a paragraph style is needed here."""

    name: str
    based_on: str | None
    list_id: str | None
    level: int | None
    indent: int | None
    outline: int | None


# -- the document


class _Document:
    """A document being read."""

    def __init__(self, package: _Package) -> None:
        self._package = package
        self._blocks: list[Block] = []
        self._notes: list[str] = []
        self._footnotes: list[tuple[str, str]] = []
        self._inserted = self._deleted = self._boxes = self._tables = 0
        self._unread: Counter[str] = Counter()
        self._styles: dict[str, _Style] = {}
        self._standard = ""
        lists: dict[str, str] = {}
        for style in children(package.beside("styles.xml"), "style"):
            key = attribute(style, "styleId") or ""
            properties = child(style, "pPr")
            numbers = child(properties, "numPr")
            list_id = attribute(child(numbers, "numId"), "val")
            if attribute(style, "type") == "numbering" and list_id:
                lists[key] = list_id
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                self._standard = key
            self._styles[key] = _Style(
                name=(attribute(child(style, "name"), "val") or key).lower(),
                based_on=attribute(child(style, "basedOn"), "val"),
                list_id=list_id,
                level=number(child(numbers, "ilvl")),
                indent=_indent(properties),
                outline=number(child(properties, "outlineLvl")),
            )
        self._numbering = _Numbering(package.beside("numbering.xml"), lists)
        self._main_list: str | None = None
        self._main_indent = 0
        self._open: list[tuple[str, str, int]] = []
        """Lists that are open under a numbered paragraph: family and level, form, indentation."""
        self._notes_of = {
            kind: {attribute(note, "id") or "": note for note in children(package.beside(f"{kind}s.xml"), kind)}
            for kind in ("footnote", "endnote")
        }

    def read(self) -> Imported:
        root = self._package.part(self._package.main)
        body = child(root, "body")
        if body is None:
            raise UnreadableDraft("holds no text document; save the draft as .docx or as plain text (.txt)")
        self._read_blocks(body)
        for mark, words in self._footnotes:
            self._blocks.append(Block(f"[{mark}] {words}", heading=False))
        text = compose(self._blocks)
        edges, comments, aslant = self._running_words(text), self._comments(), self._aslant(root)
        if not text.strip():
            raise UnreadableDraft("holds no text; if it is a scan or a picture, recognize its text first (OCR), or type or paste the words")
        return Imported(text, "docx", tuple(self._all_notes(len(edges), len(comments))), (*edges, *aslant, *comments))

    def _all_notes(self, edges: int, comments: int) -> Iterator[str]:
        if self._inserted or self._deleted:
            yield (
                f"The file has tracked changes: {_some(self._inserted, 'insertion')} taken as text, "
                f"{_some(self._deleted, 'deletion')} left out."
            )
        if self._tables:
            yield f"The words of {_some(self._tables, 'table')} stand row by row."
        if self._boxes:
            yield f"The words of {_some(self._boxes, 'text box')} stand after the paragraph that the box hangs on."
        if self._footnotes:
            yield "Footnotes stand at the end, each with its number in brackets."
        if comments:
            yield f"{_some(comments, 'comment').capitalize()} in the margin left out of the text and told."
        if edges:
            yield f"Page headers and footers left out of the text and told: {edges}."
        if self._unread:
            unread = ", ".join(_some(count, what) for what, count in sorted(self._unread.items()))
            yield f"Words in these, if there are any, are not read: {unread}."
        yield from self._notes

    def _running_words(self, text: str) -> tuple[str, ...]:
        """What stands at the head and foot of the pages; what this app itself has put there, around that text, is left out."""
        heads: list[Sequence[str]] = []
        feet: list[Sequence[str]] = []
        for edge, root in self._package.running():
            (heads if edge == "head" else feet).append(["".join(self._pieces(p, [])) for p in root.iter() if tag(p) == "p"])
        heads, feet = without_own_heads(heads, feet, text)
        found: list[str] = []
        for edge, several in (("foot", feet), ("head", heads)):
            for lines in several:
                words = collapse(" ".join(lines).replace("\n", " "))
                if any(c.isalpha() for c in words) and not re.fullmatch(r"page\W*\d*(?:\s*of\W*\d*)?", words, re.IGNORECASE):
                    found.append(f"“{words}” (at the {edge} of the pages)")
        return tuple(dict.fromkeys(found))

    def _aslant(self, body: Element) -> tuple[str, ...]:
        """The words of watermarks and of lettering that is drawn."""
        roots = [body, *(root for _, root in self._package.running())]
        drawn = [attribute(e, "string") for root in roots for e in root.iter() if tag(e) == "textpath"]
        return tuple(dict.fromkeys(f"“{collapse(words)}” (a watermark or drawn letters)" for words in drawn if words and words.strip()))

    def _comments(self) -> tuple[str, ...]:
        found = []
        for comment in children(self._package.beside("comments.xml"), "comment"):
            words = collapse(" ".join("".join(self._pieces(p, [])) for p in comment.iter() if tag(p) == "p").replace("\n", " "))
            found += [f"“{words}” (a comment)"] if words else []
        return tuple(found)

    # -- blocks

    def _read_blocks(self, container: Element) -> None:
        carried = ""
        for element in children(container):
            name = tag(element)
            if name == "p":
                boxes: list[Element] = []
                text = carried + "".join(self._pieces(element, boxes))
                mark = child(element, "pPr", "rPr")
                if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
                    # Its mark is deleted, so its words go on into the next paragraph.
                    carried = text
                else:
                    carried = ""
                    self._read_paragraph(element, text)
                for box in boxes:
                    self._boxes += 1
                    self._read_blocks(box)
            elif name == "tbl":
                self._read_table(element)
            elif name in _UNREAD:
                self._unread[_UNREAD[name]] += 1
            elif name in _BLOCKS:
                self._read_blocks(element)
        if carried.strip():
            self._blocks.append(Block(carried))

    def _read_table(self, table: Element) -> None:
        self._tables += 1
        for row in _rows(table):
            if child(row, "trPr", "del") is not None:
                self._deleted += 1
                continue
            before = len(self._blocks)
            cells: list[list[Block]] = []
            for cell in (e for e in _flat(row) if tag(e) == "tc"):
                start = len(self._blocks)
                self._read_blocks(cell)
                cells.append([b for b in self._blocks[start:] if b.text.strip()])
            filled = [cell for cell in cells if cell]
            words = [collapse(cell[0].text) for cell in filled if len(cell) == 1]
            if len(filled) > 1 and len(words) == len(filled) and "\n" not in "".join(words):
                if _is_bare_label(words[0]) or words[0].endswith(":"):
                    self._blocks[before:] = [Block(" ".join(words), indent=filled[0][0].indent)]
                elif all(len(word) <= _SHORT_CELL for word in words):
                    self._blocks[before:] = [Block(" | ".join(words))]

    def _read_paragraph(self, paragraph: Element, text: str) -> None:
        if not text.strip():
            return
        properties = child(paragraph, "pPr")
        style_id = attribute(child(properties, "pStyle"), "val") or self._standard
        styles = self._chain(style_id)
        indent = _indent(properties)
        if indent is None:
            indent = next((s.indent for _, s in styles if s.indent is not None), None)
        numbered = self._number(properties, styles)
        outline = next((s.outline for _, s in styles if s.outline is not None), None)
        named = any(s.name.startswith(("heading", "title", "subtitle")) for _, s in styles[:2])
        first, *rest = text.strip().split("\n")
        if numbered is None:
            if _ANNEX.match(first):
                # Lists of an annex are its own, and not under the last paragraph of the resolution.
                self._main_list, self._open = None, []
            heading = (named or (outline is not None and outline < 9)) and not rest
            self._blocks.append(Block(first, indent=(indent or 0) / _TWIPS, heading=heading))
        else:
            own = _indent(properties)
            at = own if own is not None else numbered.indent if numbered.indent is not None else indent or 0
            level = self._level(numbered, at)
            label = numbered.label
            self._blocks.append(Block(f"{label} {first}".strip(), indent=at / _TWIPS, level=level if label else None))
        self._blocks += [Block(line, indent=(indent or 0) / _TWIPS, fresh=False) for line in rest]

    def _chain(self, style_id: str) -> list[tuple[str, _Style]]:
        """A style and those it is based on."""
        chain: list[tuple[str, _Style]] = []
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            chain.append((style_id, self._styles[style_id]))
            style_id = self._styles[style_id].based_on or ""
        return chain

    def _number(self, properties: Element | None, styles: list[tuple[str, _Style]]) -> _Numbered | None:
        own = child(properties, "numPr")
        list_id = attribute(child(own, "numId"), "val")
        at = number(child(own, "ilvl"))
        if list_id is None:
            for style_id, style in styles:
                if style.list_id is not None:
                    list_id = style.list_id
                    family = self._numbering.family(list_id) or ""
                    linked = self._numbering.level_of_style.get((family, style_id))
                    at = at if at is not None else linked if linked is not None else style.level
                    break
        if list_id is None or list_id == "0":
            return None
        return self._numbering.next(list_id, min(max(at or 0, 0), 8))

    def _level(self, numbered: _Numbered, indent: int) -> int | None:
        """How deep a numbered paragraph stands: 0 for the resolution's own paragraphs, None where its file does not say."""
        if numbered.form in ("decimal", "decimalZero", "upperRoman") and numbered.level == 0:
            deeper = self._main_list not in (None, numbered.family) and indent > self._main_indent + 200
            if not deeper:
                self._main_list, self._main_indent, self._open = numbered.family, indent, []
                return 0
        if self._main_list is None:
            return 0 if numbered.form == "bullet" and numbered.level == 0 else None
        if numbered.family == self._main_list:
            self._open = self._open[: numbered.level - 1]
            self._open += [("", "", indent)] * (numbered.level - 1 - len(self._open))
            self._open.append((f"{numbered.family}/{numbered.level}", numbered.form, indent))
            return numbered.level
        # A list of its own under a numbered paragraph, as Google Docs and hasty authors make them.
        key = f"{numbered.family}/{numbered.level}"
        for depth, (family, form, _) in enumerate(self._open):
            if key == family or (form == numbered.form and abs(indent - self._open[depth][2]) <= 60):
                self._open = [*self._open[:depth], (key, numbered.form, indent)]
                return depth + 1
        while self._open and indent < self._open[-1][2] - 60:
            self._open.pop()
        self._open.append((key, numbered.form, indent))
        return len(self._open)

    # -- words

    def _pieces(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        """The words under an element as they read once all changes are accepted."""
        for part in element:
            name = tag(part)
            if name == "t":
                yield part.text or ""
            elif name in ("tab", "ptab"):
                yield "\t"
            elif name in ("br", "cr"):
                yield "\n" if attribute(part, "type") in (None, "textWrapping") else " "
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield _symbol(attribute(part, "char"))
            elif name in ("footnoteReference", "endnoteReference"):
                yield self._footnote(name.removesuffix("Reference"), attribute(part, "id") or "")
            elif name in _UNREAD:
                self._unread[_UNREAD[name]] += 1
            elif name == "txbxContent":
                boxes.append(part)
            elif name in _GONE:
                if name in ("del", "moveFrom") and any(tag(e) in ("delText", "t") for e in part.iter()):
                    self._deleted += name == "del"
            else:
                self._inserted += name == "ins" and tag(element) != "rPr"
                yield from self._pieces(part, boxes)

    def _footnote(self, kind: str, key: str) -> str:
        note = self._notes_of[kind].get(key)
        if note is None:
            return ""
        words = collapse(" ".join("".join(self._pieces(p, [])) for p in note.iter() if tag(p) == "p").replace("\n", " "))
        if not words:
            return ""
        mark = str(len(self._footnotes) + 1)
        self._footnotes.append((mark, words))
        return f"[{mark}]"


def _rows(table: Element) -> Iterator[Element]:
    return (e for e in _flat(table) if tag(e) == "tr")


def _flat(element: Element) -> Iterator[Element]:
    """Children, those inside content controls and custom mark-up too."""
    for part in children(element):
        if tag(part) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _flat(part)
        else:
            yield part


def _is_bare_label(words: str) -> bool:
    return len(words) <= 6 and words.strip("()").rstrip(".)").isalnum() and words.endswith((".", ")"))


def _symbol(code: str | None) -> str:
    """A character of a symbol font: a bullet or an arrow that no other font has at that place."""
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    return "•" if 0xE000 <= point <= 0xF8FF else chr(point) if 0x20 <= point < 0xD800 else ""


def _some(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 'es' if what.endswith('x') else 's'}"
