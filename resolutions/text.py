"""Drafts as text: reading one that somebody wrote or pasted, and writing one.

Reading never refuses. What fits no place stays, in order, in the draft's `heading` and `closing`, or in the paragraph
it stands in; numbers and mark-up go, words never do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from textwrap import dedent
from typing import NamedTuple

from resolutions.model import Draft, Paragraph, Part
from resolutions.phrases import find_opening

_ORGANS = {
    name.lower(): name
    for name in (
        "Security Council",
        "General Assembly",
        "Economic and Social Council",
        "Human Rights Council",
        "Commission on Narcotic Drugs",
    )
}
_ORGAN = re.compile(rf"\W*(?:the\s+)?(?:united nations\s+)?(?P<organ>{'|'.join(_ORGANS)})\W*$", re.IGNORECASE)
_FIELDS = {
    "committee": r"committee|forum|organ",
    "topic": r"topic|question of|agenda item|title|subject",
    "symbol": r"symbol|document",
    "sponsors": r"(?:co-?)?sponsors?|(?:main )?submitters?|submitted by",
    "signatories": r"signator(?:y|ies)|co-?submitters?",
}
_FIELD = re.compile(
    r"\W{0,40}(?:" + "|".join(rf"(?P<{name}>{labels})" for name, labels in _FIELDS.items()) + r")\W{0,4}?(?::|\s[-–]\s)(?P<value>.*)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*(?P<part>PP|OP)\s?(?P<number>\d{1,3})\s*[.):]?\s+", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})\s?[.)](?:\s+|(?=[^\W\d_])|$)")
_ODD_NUMBER = re.compile(r"\s*(?:\(?(?P<number>\d{1,3})(?:\s*[-–:.)]+\s*|\s+)|[IVX]{1,6}[.)]\s+)(?=[A-Z])")
_SUB = re.compile(r"\s*(?:\(?(?:[a-z]{1,2}|[ivxlc]{1,6})\)|[a-z]\.|[ivx]{1,4}\.)\s+\S", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-*+•▪◦‣·–]\s+")
_EMPHASIS = tuple(
    re.compile(rf"(?<![\w{mark}])({mark}{{1,3}})(?=\S)([^{mark}]+)(?<=\S)\1(?![\w{mark}])") for mark in (r"\*", "_")
)
_HEADING_OR_QUOTE = re.compile(r"^(?:\s*(?:#{1,6}\s+|>\s?))+")
_RULE = re.compile(r"\s*(?:`{3,}\w*|~{3,}\w*|[-*_=](?:\s?[-*_=]){2,})\s*$")
_AND = re.compile(
    r"\band\b(?!\s+(?:tobago|northern ireland|barbuda|herzegovina|nevis|the grenadines|principe|príncipe)\b)", re.IGNORECASE
)
_LONGEST_LABEL = 200
"""Characters in which a line may show that it is an organ's name: longer lines are text."""


def clean(text: str) -> str:
    """A text without what no draft needs: byte-order marks, control characters, and direction overrides.

    Letters of every script stay, right-to-left ones too; so do line breaks.
    """
    text = text.replace("\r\n", "\n")
    replaced = {ord(c): "\n" if c in _BREAKS else None for c in set(text) if c in _BREAKS or _is_unwanted(c)}
    return unicodedata.normalize("NFC", text.translate(replaced) if replaced else text)


_BREAKS = "\r\u2028\u2029\x0b\x0c\x85"
_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BYTE_ORDER_MARK = "\ufeff"


def _is_unwanted(character: str) -> bool:
    if character in "\n\t":
        return False
    point = ord(character)
    no_character = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    invisible = character in _OVERRIDES or character == _BYTE_ORDER_MARK
    return no_character or invisible or unicodedata.category(character) in ("Cc", "Cs")


class _Line(NamedTuple):
    """A line that is not blank."""

    number: int
    words: str
    """The line without Markdown, its indentation kept."""
    fresh: bool
    """Whether it is the first line or stands after a blank one."""


def parse_text(text: str, names: Mapping[str, str] | None = None) -> Draft:
    """The draft that a text holds.

    Args:
        text: plain text or Markdown, with or without a heading block and numbers.
        names: ids by lower-case name, to find the delegations among sponsors and signatories.
    """
    lines = list(_lines(dedent(clean(text))))
    header, body = _Header(), _Body()
    organ = _organ_line(lines)
    if organ is not None:
        for line in lines[:organ]:
            header.read(line)
        header.read_organ(lines[organ])
        lines = lines[organ + 1 :]
    for line in lines:
        in_heading = organ is None and not body.entries
        if in_heading and header.read_field(line):
            continue
        if not body.read(line, must_open=in_heading):
            header.read(line)
    if organ is None and not body.entries and header.other:
        # A text without any opening or number is still the words of somebody: they become one operative paragraph.
        body.entries = [_Entry("operative", "\n".join(header.other), 1, numbered=False)]
        header.other = []

    preambular = [entry for entry in body.entries if entry.part == "preambular"]
    operative = [entry for entry in body.entries if entry.part == "operative"]
    made = [Paragraph(id=f"p{i}", text=entry.text, line=entry.line) for i, entry in enumerate(preambular + operative, start=1)]
    return Draft(
        committee=header.fields.get("committee") or header.organ,
        topic=header.fields.get("topic", ""),
        symbol=header.fields.get("symbol", ""),
        sponsors=_delegations(header.fields.get("sponsors", ""), names or {}),
        signatories=_delegations(header.fields.get("signatories", ""), names or {}),
        preambular=tuple(made[: len(preambular)]),
        operative=tuple(made[len(preambular) :]),
        heading=tuple(header.other),
        closing=tuple(body.tail),
    )


def _lines(text: str) -> Iterator[_Line]:
    """The lines of a text, without Markdown; blank lines and rules show in what follows them."""
    fresh = True
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw or raw.isspace() or (not raw[-1].isalnum() and _RULE.match(raw)):
            fresh = True
            continue
        words = _HEADING_OR_QUOTE.sub("", raw).replace("\u00a0", " ")
        for mark, emphasis in zip("*_", _EMPHASIS, strict=True):
            for _ in range(3 if mark in words else 0):
                words = emphasis.sub(r"\2", words)
        yield _Line(number, words.rstrip(), fresh)
        fresh = False


def _organ_line(lines: Sequence[_Line]) -> int | None:
    """The index of the line that names the organ, from which the text proper begins."""
    found = [i for i, line in enumerate(lines) if len(line.words) < _LONGEST_LABEL and _ORGAN.match(line.words)]
    ended = [i for i in found if lines[i].words.endswith((",", ":"))]
    if not found:
        return None
    # "the / Security Council," may also be how a sentence was wrapped.
    for index in ended:
        if lines[index].fresh or lines[index].words.strip(" *_“\"").startswith(("The", "THE")):
            return index
    first = next((i for i, line in enumerate(lines) if _Body().starts(line)), len(lines))
    return max((i for i in found if i < first), default=None)


class _Header:
    """What stands before the text proper: labelled fields, and other lines in order."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.other: list[str] = []
        self.organ = "Security Council"
        self._open = ""

    def read(self, line: _Line) -> None:
        if not self.read_field(line):
            self.other.append(line.words.strip())

    def read_organ(self, line: _Line) -> None:
        if match := _ORGAN.match(line.words):
            self.organ = _ORGANS[match["organ"].lower()]

    def read_field(self, line: _Line) -> bool:
        """Take a line that is a field, or goes on with one; False if it is neither."""
        match = _FIELD.match(line.words)
        if match is None:
            if not self._open or line.fresh:
                return False
            name, value = self._open, line.words.strip()
            joint = " "
        else:
            name = next(n for n in _FIELDS if match[n])
            value = match["value"].strip(" \t*_")
            joint = "; "
            if name in self.fields and name not in ("sponsors", "signatories"):
                return False
        self.fields[name] = f"{self.fields[name]}{joint}{value}" if self.fields.get(name) else value
        self._open = name if re.search(r"(?:^|[,;]|\band)\s*$", value[-10:]) else ""
        return True


class _Entry:
    """A paragraph in the making."""

    def __init__(self, part: Part, words: str, line: int, *, numbered: bool) -> None:
        self.part = part
        self.line = line
        self.numbered = numbered
        self._pieces = [words.strip()]

    def add(self, joint: str, words: str) -> None:
        self._pieces += (joint, words.strip())

    def ends_with(self, *marks: str) -> bool:
        return self._pieces[-1].endswith(marks)

    @property
    def text(self) -> str:
        return "".join(self._pieces).strip()


class _Body:
    """The paragraphs, and what stands after the last of them."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.tail: list[str] = []
        self._number = 0

    def read(self, line: _Line, *, must_open: bool) -> bool:
        """Take a line: as the beginning of a paragraph, or else, unless it `must_open` one, as more of the last."""
        entry = self.starts(line)
        if entry is None and must_open:
            return False
        if entry is None and not self.entries:
            entry = _Entry("preambular", line.words, line.number, numbered=False)
        if entry is None:
            self._go_on(line)
            return True
        for words in self.tail:
            self.entries[-1].add("\n", words)
        self.tail = []
        self.entries.append(entry)
        return True

    def starts(self, line: _Line) -> _Entry | None:
        """The paragraph that a line begins, or None where it goes on with the last one."""
        if match := _LABEL.match(line.words):
            part: Part = "operative" if match["part"].upper() == "OP" else "preambular"
            return _Entry(part, line.words[match.end() :], line.number, numbered=part == "operative")
        return self._starts_by_number(line) or self._starts_by_words(line)

    def _starts_by_number(self, line: _Line) -> _Entry | None:
        match = _NUMBER.match(line.words)
        if match:
            words = line.words[match.end() :]
            number = int(match["number"])
            expected = number == self._number + 1
            opens = find_opening(words, "operative") is not None
            if self._preambular_so_far and not opens and find_opening(words, "preambular"):
                return _Entry("preambular", words, line.number, numbered=False)
            lower = words[:1].islower()
            # A number may also stand at the head of a wrapped line, or before a sub-paragraph.
            if not (opens or not self.entries or (line.fresh or not lower) and expected or line.fresh and not lower):
                return None
        else:
            match = _ODD_NUMBER.match(line.words)
            ended = line.fresh or not self.entries or self.entries[-1].ends_with(",", ";", ".", ":")
            if match is None or not ended or not find_opening(line.words[match.end() :], "operative"):
                return None
            words = line.words[match.end() :]
            number = int(match["number"] or self._number + 1)
        self._number = number
        return _Entry("operative", words, line.number, numbered=True)

    def _starts_by_words(self, line: _Line) -> _Entry | None:
        last = self.entries[-1] if self.entries else None
        if last and _SUB.match(line.words):
            return None
        bullet = _BULLET.match(line.words)
        words = line.words[bullet.end() :] if bullet else line.words.strip()
        indented = line.words[:1] in " \t"
        if words[:1].islower() or (last and last.numbered and bullet):
            return None
        if line.fresh or last is None or bullet or not indented:
            if find_opening(words, "operative"):
                wrapped = last and last.numbered and not line.fresh and not last.ends_with(",", ";", ".", ":")
                return None if wrapped else _Entry("operative", words, line.number, numbered=False)
            if find_opening(words, "preambular") and (line.fresh or self._preambular_so_far):
                return _Entry("preambular" if self._preambular_so_far else "operative", words, line.number, numbered=False)
        if line.fresh and last and not last.numbered:
            return _Entry(last.part, words, line.number, numbered=False)
        return None

    def _go_on(self, line: _Line) -> None:
        last = self.entries[-1]
        listed = _SUB.match(line.words) or _BULLET.match(line.words) or _NUMBER.match(line.words)
        ended = last.ends_with(".") and not line.words.lstrip()[:1].islower() and not listed
        if self.tail or (line.fresh and last.numbered and ended):
            self.tail.append(line.words.strip())
        else:
            last.add("\n" if listed or (line.fresh and last.ends_with(",", ";", ".", ":")) else " ", line.words)

    @property
    def _preambular_so_far(self) -> bool:
        return not self.entries or self.entries[-1].part == "preambular"


def _delegations(value: str, names: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for piece in re.split(r"[;,\n]", value):
        words = [word.strip(" \t.*_") for word in _AND.split(piece)]
        start = 0
        while start < len(words):
            # A name may hold an "and" of its own: the longest that is known is taken.
            for end in range(min(start + 3, len(words)), start, -1):
                name = " and ".join(words[start:end]).lower()
                known = names.get(name) or names.get(name.removeprefix("the "))
                if known or end == start + 1:
                    found.append(known or words[start])
                    start = end
                    break
    return tuple(dict.fromkeys(name for name in found if name))


def write_text(draft: Draft, names: Mapping[str, str] | None = None) -> str:
    """The draft as canonical text: heading block, organ line, preamble, numbered operative paragraphs.

    Args:
        names: official names by delegation id, for sponsors and signatories.
    """
    known = names or {}
    heading = [f"Committee: {draft.committee}"]
    if draft.topic:
        heading.append(f"Topic: {draft.topic}")
    if draft.symbol:
        heading.append(f"Symbol: {draft.symbol}")
    for label, ids in (("Sponsors", draft.sponsors), ("Signatories", draft.signatories)):
        if ids:
            heading.append(f"{label}: {'; '.join(known.get(i, i) for i in ids)}")
    organ = _ORGANS.get(draft.committee.lower(), "Security Council")
    blocks = ["\n".join([*heading, *draft.heading]), f"The {organ},"]
    blocks += [ended(p.text, ",") for p in draft.preambular]
    last = len(draft.operative)
    for number, paragraph in enumerate(draft.operative, start=1):
        # A paragraph that stands alone bears no number, unless it could then be taken for something else.
        alone = last == 1 and not draft.closing and find_opening(paragraph.text, "operative")
        label = "" if alone else f"{number}. "
        blocks.append(label + ended(paragraph.text, "." if number == last else ";"))
    blocks += draft.closing
    return "\n\n".join(blocks) + "\n"


def ended(text: str, mark: str) -> str:
    """A paragraph's text with the closing mark that its place asks for."""
    bare = text.rstrip()
    return (bare[:-1].rstrip() if bare.endswith((",", ";", ".")) else bare) + mark if bare else bare
