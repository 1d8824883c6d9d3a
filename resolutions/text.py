"""Drafts as text: reading one that somebody wrote or pasted, and writing one.

Reading never refuses. What fits no place stays where it stood: before the paragraph it precedes (`Paragraph.before`), in
the draft's `heading`, `closing` and `annexes`, or in the paragraph itself; numbers and mark-up go, words never do.

What a line is shows in its words (a number, a label, an opening phrase), in its surroundings (a blank line, the mark that
ends the line before, what the line after begins), and in the layout of the whole: in a text whose lines are paragraphs, a
line break always means something; in one whose lines are wrapped, it mostly does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from textwrap import dedent
from typing import Literal, NamedTuple

from resolutions.model import Draft, Loose, Paragraph, Part
from resolutions.phrases import find_opening
from resolutions.tree import INDENT, canonical, find_label

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
_SUB = re.compile(r"\s*(?:\(?(?:[a-z]{1,2}|[ivxlc]{1,8})\)|\(\d{1,2}\)|[a-z]\.|[ivx]{1,4}\.)\s+\S", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-*+•▪◦‣·–]\s+")
_EMPHASIS = tuple(
    re.compile(rf"(?<![\w{mark}])({mark}{{1,3}})(?=\S)([^{mark}]+)(?<=\S)\1(?![\w{mark}])") for mark in (r"\*", "_")
)
_ESCAPABLE = r"\\*_`<>\[\]#~|&"
_ESCAPED = re.compile(rf"\\([{_ESCAPABLE}])")
_ESCAPES = re.compile(rf"\\(?=[{_ESCAPABLE}])")
_ASIDE = 0xF700
_SET_ASIDE = re.compile("[\uf721-\uf77e]")
"""Where signs stand that a backslash keeps from being Markdown, while Markdown is taken out."""
_HEADING_OR_QUOTE = re.compile(r"^(?:\s*(?:#{1,6}\s+|>\s?))+")
_RULE = re.compile(r"\s*(?:`{3,}(?:text|txt|markdown|md|plaintext)?|~{3,}\w*|[-*_=](?:\s?[-*_=]){2,})\s*$")
_RULES_END = frozenset("`~-*_= \t\u00a0tdn")
_AND = re.compile(
    r"\band\b(?!\s+(?:tobago|northern ireland|barbuda|herzegovina|nevis|the grenadines|principe|príncipe)\b)", re.IGNORECASE
)
_ANNEX = re.compile(
    r"\W{0,5}(?:annex|appendix|enclosure)(?:\s+(?:[ivxlc]{1,5}|\d{1,2}|[a-z]))?(?:\s+to\s.{1,120}|\s*[:.–—-]\s.{1,150})?\W{0,5}$", re.IGNORECASE
)
_OPENS_LIKE_A_PREAMBLE = re.compile(
    r"\W{0,3}(?:(?:also|further|again|once again|and|\w{3,20}ly)[ ,]{1,2}){0,2}"
    r"(?:\w{2,20}(?:ing|ed)|mindful|aware|conscious|desirous|cognizant|cognisant|anxious|having)\b",
    re.IGNORECASE,
)
_OPENS_LIKE_A_DECISION = re.compile(r"\W{0,3}(?:(?:Also|Further|Again|Once again|[A-Z]\w{2,20}ly)[ ,]{1,2}){0,2}[A-Z]?[a-z]{1,20}[^\Wsu]s\b(?!\s+and\b|,)")
_FURNITURE = re.compile(
    r"\W{0,5}(?:(?:page\s+)?\d{1,3}\s?(?:/|of)\s?\d{1,3}|page\s+\d{1,3}|\d\d-\d{5}(?:\s.{0,12})?|[AES]/[\w/.-]{0,40}\w(?:\s\(\d{4}\))?)?[^\w.,;]*$",
    re.IGNORECASE,
)
"""What stands at the head and foot of a page, or is no words at all."""
_ENDS = (",", ";", ".", ":")
_LONGEST_HEADING = 150
_LONGEST_LABEL = 200
"""Characters in which a line may show that it is an organ's name: longer lines are text."""
_NARROWEST = 60
"""Characters that a text must be wrapped at for the room at a line's end to say anything."""
_LONGEST_WRAPPED = 200
"""No text is wrapped at more characters than these: a longer line is a paragraph."""


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
    breaks: bool = False
    """Whether the line break before it means something, as a blank line does."""
    marked: bool = False
    """Whether Markdown marks it as a heading."""
    room: bool = False
    """Whether its first word would have fitted on the line before: nobody wrapped there."""


def parse_text(text: str, names: Mapping[str, str] | None = None) -> Draft:
    """The draft that a text holds.

    Args:
        text: plain text or Markdown, with or without a heading block and numbers.
        names: ids by lower-case name, to find the delegations among sponsors and signatories.
    """
    lines = _all_lines(text)
    starts = _draft_starts(lines)
    draft = _parse(lines[: starts[1]] if len(starts) > 1 else lines, names)
    if len(starts) == 1:
        return draft
    # What follows the first draft is kept whole, so that nothing of the file is lost to somebody who wanted one draft.
    rest = [_as_block(lines[start:end]) for start, end in pairwise((*starts[1:], len(lines)))]
    return draft.model_copy(update={"annexes": (*draft.annexes, *rest)})


def parse_texts(text: str, names: Mapping[str, str] | None = None) -> tuple[Draft, ...]:
    """Every draft that a text holds, in order: each begins with its heading block and the line that names its organ.

    Args:
        text: as for `parse_text`.
        names: as for `parse_text`.
    """
    lines = _all_lines(text)
    starts = _draft_starts(lines)
    return tuple(_parse(lines[start:end], names) for start, end in pairwise((*starts, len(lines))))


def _parse(lines: Sequence[_Line], names: Mapping[str, str] | None) -> Draft:
    header, body = _Header(), _Body(_first_number(lines))
    organ = _organ_line(lines)
    if organ is not None:
        for line in lines[:organ]:
            header.read(line)
        header.read_organ(lines[organ])
        lines = lines[organ + 1 :]
    annexes: list[str] = []
    for index, line in enumerate(lines):
        if body.entries and body.begins_annex(line):
            annexes = _annexes(lines[index:])
            break
        in_heading = organ is None and not body.entries
        if in_heading and header.read_field(line):
            continue
        if not body.read(line, lines[index + 1 : index + 6], must_open=in_heading):
            header.read(line)
    if organ is None and not body.entries and header.other:
        body.take_words(header.other)
        header.other = []

    preambular = [entry for entry in body.entries if entry.part == "preambular"]
    operative = [entry for entry in body.entries if entry.part == "operative"]
    made = [
        Paragraph(id=f"p{i}", text=entry.text, line=entry.line, before=entry.before)
        for i, entry in enumerate(preambular + operative, start=1)
    ]
    return Draft(
        committee=header.fields.get("committee") or header.committee,
        topic=header.fields.get("topic", ""),
        symbol=header.fields.get("symbol", ""),
        sponsors=_delegations(header.fields.get("sponsors", ""), names or {}),
        signatories=_delegations(header.fields.get("signatories", ""), names or {}),
        preambular=tuple(made[: len(preambular)]),
        operative=tuple(made[len(preambular) :]),
        organ=header.organ,
        heading=tuple(line.words.strip() for line in header.other),
        closing=tuple(loose.text for loose in body.tail),
        annexes=tuple(annexes),
    )


def _all_lines(text: str) -> list[_Line]:
    """The lines of a text, each with whether the break before it means something."""
    lines = list(_lines(dedent(clean(text))))
    long = sum(len(line.words) for line in lines if len(line.words) > _LONGEST_WRAPPED)
    unwrapped = 2 * long >= sum(len(line.words) for line in lines)
    if unwrapped:
        return [line._replace(breaks=True) for line in lines]
    lengths = sorted(len(line.words) for line in lines)
    width = lengths[len(lengths) * 9 // 10]
    if width < _NARROWEST:
        return lines
    return [
        line._replace(room=index > 0 and len(lines[index - 1].words) + len(line.words.split(None, 1)[0]) + 1 < width)
        for index, line in enumerate(lines)
    ]


def _draft_starts(lines: Sequence[_Line]) -> list[int]:
    """The indices at which drafts begin: the first line, and every heading block of an organ line with paragraphs around it."""
    starts = [0]
    decided = False
    for index, line in enumerate(lines):
        if not _names_an_organ(line):
            decided = decided or _begins_by_itself(line, ("operative",))
        elif decided and any(_begins_by_itself(following) for following in lines[index + 1 : index + 4]):
            starts.append(_heading_block(lines, starts[-1] + 1, index))
            decided = False
    return starts


def _is_labelled(words: str) -> bool:
    """Whether a line begins with the label of a sub-paragraph, or is nothing else."""
    if _SUB.match(words):
        return True
    label = find_label(words) if len(words) < _LONGEST_LABEL else None
    return label is not None and label.end == len(words)


def _first_number(lines: Sequence[_Line]) -> int:
    for line in lines:
        match = _NUMBER.match(line.words)
        if match and int(match["number"]) == 1 and find_opening(line.words[match.end() :], "operative"):
            return line.number
    return 0


def _names_an_organ(line: _Line) -> bool:
    if len(line.words) >= _LONGEST_LABEL or not _ORGAN.match(line.words) or not line.words.endswith((",", ":")):
        return False
    return line.fresh or line.breaks or line.words.strip(" *_“\"").startswith(("The", "THE"))


def _begins_by_itself(line: _Line, parts: Sequence[Part] = ("preambular", "operative")) -> bool:
    """Whether a line begins a paragraph, whatever stands before it."""
    label = _LABEL.match(line.words) or _NUMBER.match(line.words) or _BULLET.match(line.words)
    return any(find_opening(line.words[label.end() if label else 0 :], part) for part in parts)


def _heading_block(lines: Sequence[_Line], first: int, organ: int) -> int:
    """The index at which the heading block before an organ line begins."""
    start = index = organ
    while index > first:
        line = lines[index - 1]
        field = _FIELD.match(line.words)
        listed = _SUB.match(line.words) or _NUMBER.match(line.words) or _BULLET.match(line.words)
        ended = line.words.endswith((".", ";")) and not field
        if ended or listed or (not field and (_ANNEX.match(line.words) or _begins_by_itself(line))):
            # What stands in one block with text that has not ended goes on with it.
            return index if ended else start
        index -= 1
        if line.fresh or line.breaks:
            start = index
    return start


def _annexes(lines: Sequence[_Line]) -> list[str]:
    starts = [i for i, line in enumerate(lines) if i == 0 or ((line.fresh or line.breaks) and _ANNEX.match(line.words))]
    return [_as_block(lines[start:end]) for start, end in pairwise((*starts, len(lines)))]


def _as_block(lines: Sequence[_Line]) -> str:
    """Lines as they stand, with the blank lines between them."""
    pieces: list[str] = []
    for line in lines:
        pieces += ("\n\n" if line.fresh else "\n", line.words)
    return "".join(pieces[1:]).strip()


def _lines(text: str) -> Iterator[_Line]:
    """The lines of a text, without Markdown; blank lines and rules show in what follows them."""
    fresh = True
    for number, raw in enumerate(text.split("\n"), start=1):
        words = _HEADING_OR_QUOTE.sub("", raw).replace("\u00a0", " ")
        if not words or words.isspace() or (raw[-1] in _RULES_END and _RULE.match(raw)):
            fresh = True
            continue
        if "\t" in words:
            bare = words.lstrip()
            words = words[: len(words) - len(bare)].expandtabs(4) + bare.replace("\t", " ")
        marked = raw.lstrip().startswith("#") and _HEADING_OR_QUOTE.match(raw) is not None
        escaped = "\\" in words
        if escaped:
            words = _ESCAPED.sub(lambda pair: chr(_ASIDE + ord(pair[1])), words)
        words = _without_emphasis(words).rstrip()
        if words[-1] in _RULES_END and _RULE.match(words):
            fresh = True
            continue
        if escaped:
            words = _SET_ASIDE.sub(lambda sign: chr(ord(sign[0]) - _ASIDE), words)
        yield _Line(number, words, fresh, breaks=fresh, marked=marked)
        fresh = False


def _without_emphasis(words: str) -> str:
    for mark, emphasis in zip("*_", _EMPHASIS, strict=True):
        for _ in range(3 if mark in words else 0):
            words = emphasis.sub(r"\2", words)
    return words


def _organ_line(lines: Sequence[_Line]) -> int | None:
    """The index of the line that names the organ, from which the text proper begins."""
    found = [i for i, line in enumerate(lines) if len(line.words) < _LONGEST_LABEL and _ORGAN.match(line.words)]
    ended = [i for i in found if lines[i].words.endswith((",", ":"))]
    if not found:
        return None
    # "the / Security Council," may also be how a sentence was wrapped.
    for index in ended:
        if lines[index].breaks or lines[index].words.strip(" *_“\"").startswith(("The", "THE")):
            return index
    first = next((i for i, line in enumerate(lines) if _Body().starts(line)), len(lines))
    return max((i for i in found if i < first), default=None)


class _Header:
    """What stands before the text proper: labelled fields, and other lines in order."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.other: list[_Line] = []
        self.committee = "Security Council"
        self.organ = ""
        self._open = ""

    def read(self, line: _Line) -> None:
        if not self.read_field(line):
            self.other.append(line)

    def read_organ(self, line: _Line) -> None:
        if match := _ORGAN.match(line.words):
            self.committee = _ORGANS[match["organ"].lower()]
            self.organ = line.words.strip()

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
        self.before: tuple[Loose, ...] = ()
        self.label_indent: int | None = None
        """How far the last sub-paragraph is indented."""
        self._lines: list[list[str]] = [[words.strip()]]

    def add_line(self, words: str) -> None:
        """Take a line that stays a line, with its indentation."""
        label = find_label(words)
        if label is not None:
            self.label_indent = label.indent
        self._lines.append([words.rstrip()])

    def add_words(self, words: str) -> None:
        """Take a line that goes on with the last one."""
        self._lines[-1].append(words.strip())

    def ends_with(self, *marks: str) -> bool:
        return self._lines[-1][-1].endswith(marks)

    @property
    def text(self) -> str:
        """The paragraph, with its sub-paragraphs indented by their level."""
        lines = [_without_emphasis(" ".join(filter(None, words))) if len(words) > 1 else words[0] for words in self._lines]
        labels = [label.indent for label in map(find_label, lines[1:]) if label is not None]
        if not labels:
            return "\n".join(line.strip() for line in lines).strip()
        base = min(labels)
        dedented = [line[min(base, len(line) - len(line.lstrip())) :] for line in lines[1:]]
        return canonical("\n".join([lines[0], *dedented]).strip("\n"))


class _Body:
    """The paragraphs, and what stands after the last of them."""

    def __init__(self, first_number: int = 0) -> None:
        self.entries: list[_Entry] = []
        self.tail: list[Loose] = []
        self._number = 0
        self._first_number = first_number
        """The line of operative paragraph 1, where there is one: what precedes it is preamble, with whatever verb it opens."""

    def read(self, line: _Line, following: Sequence[_Line], *, must_open: bool) -> bool:
        """Take a line: as the beginning of a paragraph, or else, unless it `must_open` one, as more of the last."""
        if self.entries and (kind := self._loose(line, following)):
            self._take_loose(kind, line)
            return True
        entry = self.starts(line, following[0] if following else None)
        if entry is None and must_open:
            return False
        if entry is None and not self.entries:
            if kind := self._loose(line, following):
                self._take_loose(kind, line)
                return True
            entry = _Entry("preambular", line.words, line.number, numbered=False)
        if entry is None:
            self._go_on(line)
            return True
        entry.before = tuple(self.tail)
        self.tail = []
        self.entries.append(entry)
        return True

    def take_words(self, lines: Sequence[_Line]) -> None:
        """Take a text without any opening or number: the words of somebody still, each block an operative paragraph."""
        for line in lines:
            if self.entries and (not line.breaks or _is_labelled(line.words) or _BULLET.match(line.words)):
                self._go_on(line)
            else:
                self.entries.append(_Entry("operative", line.words, line.number, numbered=True))

    def _take_loose(self, kind: Literal["heading", "unplaced"], line: _Line) -> None:
        words = line.words.strip()
        wrapped = self.tail and not (line.breaks or line.room or line.marked) and self.tail[-1].line == line.number - 1
        if wrapped and kind == self.tail[-1].kind == "heading":
            self.tail[-1] = self.tail[-1].model_copy(update={"text": f"{self.tail[-1].text} {words}", "line": line.number})
        else:
            self.tail.append(Loose(kind=kind, text=words, line=line.number))

    def begins_annex(self, line: _Line) -> bool:
        """Whether the annexes begin with a line."""
        apart = line.breaks or self.entries[-1].ends_with(".")
        return apart and len(line.words) < _LONGEST_LABEL and _ANNEX.match(line.words) is not None

    def _loose(self, line: _Line, following: Sequence[_Line]) -> Literal["heading", "unplaced"] | None:
        """What a line is that stands between paragraphs: a heading, or what belongs to the page and not to the text."""
        words = line.words.strip()
        last = self.entries[-1] if self.entries else None
        ended = last and (last.ends_with(";", ".") or (line.room and last.label_indent is not None))
        if not (line.breaks or line.marked or self.tail or ended or self._has_ended(line)):
            return None
        kind: Literal["heading", "unplaced"]
        if _FURNITURE.match(words):
            kind = "unplaced"
        elif self._looks_like_heading(line):
            kind = "heading"
        else:
            return None
        for after in following:
            if self._begins_after_heading(after):
                return kind
            if not self._looks_like_heading(after) and not _FURNITURE.match(after.words):
                return None
        return None

    def _has_ended(self, line: _Line) -> bool:
        """Whether the last paragraph has ended before a line that no blank line sets apart."""
        last = self.entries[-1] if self.entries else None
        return bool(last and line.room and last.ends_with(";", ".", "," if last.part == "preambular" else ";"))

    def _looks_like_heading(self, line: _Line) -> bool:
        words = line.words.strip()
        if not words or len(words) > _LONGEST_HEADING or words.endswith((",", ";", ".")) or _BULLET.match(line.words):
            return False
        if _LABEL.match(words) or _NUMBER.match(words):
            return False
        if label := find_label(words):
            # A label may head a section, where no list is open and the line before has ended.
            last = self.entries[-1] if self.entries else None
            ended = last and last.part == "operative" and last.ends_with(";", ".") and last.label_indent is None
            return bool(ended and line.breaks and (words[label.end :][:1].isupper() or label.end == len(words)))
        return not words[:1].islower() and not self._opens(words)

    def _opens(self, words: str) -> bool:
        """Whether words open a paragraph of the part that is being read."""
        if not self.entries or self.entries[-1].part == "preambular":
            return bool(find_opening(words, "preambular") or find_opening(words, "operative") or _OPENS_LIKE_A_PREAMBLE.match(words))
        return bool(find_opening(words, "operative"))

    def _begins_after_heading(self, line: _Line) -> bool:
        number = _NUMBER.match(line.words)
        if number:
            return int(number["number"]) == self._number + 1 or find_opening(line.words[number.end() :], "operative") is not None
        return _LABEL.match(line.words) is not None or (not _SUB.match(line.words) and _begins_by_itself(line))

    def starts(self, line: _Line, after: _Line | None = None) -> _Entry | None:
        """The paragraph that a line begins, or None where it goes on with the last one."""
        if match := _LABEL.match(line.words):
            part: Part = "operative" if match["part"].upper() == "OP" or not self._preambular_so_far else "preambular"
            self._number = int(match["number"]) if part == "operative" else self._number
            return _Entry(part, line.words[match.end() :], line.number, numbered=part == "operative")
        return self._starts_by_number(line) or self._starts_by_words(line, after)

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
            if not (opens or not self.entries or (line.breaks or not lower) and expected or line.breaks and not lower):
                return None
        else:
            match = _ODD_NUMBER.match(line.words)
            ended = line.breaks or not self.entries or self.entries[-1].ends_with(*_ENDS)
            if match is None or not ended or not find_opening(line.words[match.end() :], "operative"):
                return None
            words = line.words[match.end() :]
            number = int(match["number"] or self._number + 1)
        self._number = number
        return _Entry("operative", words, line.number, numbered=True)

    def _starts_by_words(self, line: _Line, after: _Line | None) -> _Entry | None:
        last = self.entries[-1] if self.entries else None
        if last and _is_labelled(line.words):
            return None
        bullet = _BULLET.match(line.words)
        words = line.words[bullet.end() :] if bullet else line.words.strip()
        indented = line.words[:1] in " \t"
        if words[:1].islower() or (last and last.numbered and bullet):
            return None
        if indented and last and last.numbered and last.label_indent is not None:
            return None
        if line.breaks or last is None or bullet or not indented:
            if find_opening(words, "operative"):
                preamble = self._still_preamble(line, after)
                wrapped = last and (last.numbered or preamble) and not line.breaks and not last.ends_with(*_ENDS)
                return None if wrapped else _Entry("preambular" if preamble else "operative", words, line.number, numbered=False)
            if find_opening(words, "preambular") and (line.breaks or self._preambular_so_far):
                return _Entry("preambular" if self._preambular_so_far else "operative", words, line.number, numbered=False)
        if last and not last.numbered and (line.breaks or self._begins_by_layout(last, words)):
            return _Entry(self._part_after(last, words), words, line.number, numbered=False)
        return None

    def _still_preamble(self, line: _Line, after: _Line | None) -> bool:
        """Whether a line is preamble although it opens with an operative verb, as "Recalls" sometimes is there."""
        if not self._preambular_so_far or line.words.endswith((";", ".")):
            return False
        between = bool(self.entries) and line.words.endswith(",") and after is not None and after.breaks
        return line.number < self._first_number or bool(
            between and after and after.words.endswith(",") and find_opening(after.words, "preambular") and not find_opening(after.words, "operative")
        )

    def _begins_by_layout(self, last: _Entry, words: str) -> bool:
        """Whether a line begins a paragraph although no blank line and no known opening says so."""
        if last.part == "preambular":
            opens = _OPENS_LIKE_A_PREAMBLE.match(words) is not None
            return last.ends_with(*_ENDS) and (opens or self._part_after(last, words) == "operative")
        return last.ends_with(";", ".") and _OPENS_LIKE_A_DECISION.match(words) is not None

    def _part_after(self, last: _Entry, words: str) -> Part:
        if last.part == "operative":
            return "operative"
        decides = words.endswith((";", ".")) and last.ends_with(",", ":") and not _OPENS_LIKE_A_PREAMBLE.match(words)
        return "operative" if decides and _OPENS_LIKE_A_DECISION.match(words) else "preambular"

    def _go_on(self, line: _Line) -> None:
        last = self.entries[-1]
        lower = line.words.lstrip()[:1].islower()
        listed = _is_labelled(line.words) or _BULLET.match(line.words)
        out = last.label_indent is not None and len(line.words) - len(line.words.lstrip()) < last.label_indent
        if self.tail or (line.breaks and last.numbered and last.ends_with(".") and not lower and not listed):
            self.tail.append(Loose(kind="unplaced", text=line.words.strip(), line=line.number))
        elif listed or ((line.breaks or out) and last.ends_with(*_ENDS)) or (last.label_indent is not None and self._has_ended(line)):
            last.add_line(line.words)
        else:
            last.add_words(line.words)

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
    text = "\n\n".join(block.label + block.text for block in written_blocks(draft, names)) + "\n"
    return _ESCAPES.sub(r"\\\\", text) if "\\" in text else text


class Written(NamedTuple):
    """A block of a draft as it stands on paper."""

    kind: Literal["fields", "organ", "heading", "unplaced", "preambular", "operative", "closing", "annex"]
    label: str
    """The number of a paragraph with the space after it; empty where it bears none."""
    text: str
    """Its lines, a paragraph's with the closing mark that its place asks for and resumed text after a blank line."""


def written_blocks(draft: Draft, names: Mapping[str, str] | None = None) -> tuple[Written, ...]:
    """The blocks of a draft in the order in which they stand on paper, which a blank line keeps apart in canonical text.

    Args:
        draft: the draft.
        names: official names by delegation id, for sponsors and signatories.
    """
    known = names or {}
    heading = [f"Committee: {draft.committee}"]
    if draft.topic:
        heading.append(f"Topic: {draft.topic}")
    if draft.symbol:
        heading.append(f"Symbol: {draft.symbol}")
    for field, ids in (("Sponsors", draft.sponsors), ("Signatories", draft.signatories)):
        if ids:
            heading.append(f"{field}: {'; '.join(known.get(i, i) for i in ids)}")
    organ = draft.organ or f"The {_ORGANS.get(draft.committee.lower(), 'Security Council')},"
    blocks = [Written("fields", "", "\n".join([*heading, *draft.heading])), Written("organ", "", organ)]
    last = len(draft.operative)
    decides = last > 0 and find_opening(draft.operative[0].text, "operative") is not None
    for number, paragraph in enumerate(draft.preambular, start=1):
        blocks += [Written(loose.kind, "", loose.text) for loose in paragraph.before]
        label = f"PP{number}. " if _is_ambiguous(paragraph.text, numbered=decides and last > 1) else ""
        blocks.append(Written("preambular", label, _as_written(paragraph.text, ",")))
    for number, paragraph in enumerate(draft.operative, start=1):
        blocks += [Written(loose.kind, "", loose.text) for loose in paragraph.before]
        # A paragraph that stands alone bears no number, unless it could then be taken for something else.
        plain = paragraph.text[:1].isalpha() and "\n" not in paragraph.text and not paragraph.before and not draft.closing
        alone = last == 1 and plain and find_opening(paragraph.text, "operative")
        unplaced = number < last and any(loose.kind == "unplaced" for loose in draft.operative[number].before)
        mark = "." if number == last or unplaced else ";"
        # "1. Recalling", where no decision precedes it, would be preamble.
        recalls = number == 1 and not decides and find_opening(paragraph.text, "preambular")
        label = "" if alone else f"OP{number}. " if recalls else f"{number}. "
        blocks.append(Written("operative", label, _as_written(paragraph.text, mark)))
    blocks += [Written("closing", "", line) for line in draft.closing]
    blocks += [Written("annex", "", annex) for annex in draft.annexes]
    return tuple(blocks)


def _is_ambiguous(text: str, *, numbered: bool) -> bool:
    """Whether a preambular paragraph needs a label to be read as one."""
    first = text.split("\n")[0]
    if first[:1].islower() or any(form.match(first) for form in (_HEADING_OR_QUOTE, _LABEL, _NUMBER, _ODD_NUMBER, _BULLET, _ORGAN)):
        return True
    if _is_labelled(first) or _ANNEX.match(first):
        return True
    return not numbered and find_opening(text, "operative") is not None


def _as_written(text: str, mark: str) -> str:
    """A paragraph on paper: sub-paragraphs on lines of their own, indented; resumed text after a blank line."""
    label = find_label(text[text.rfind("\n") + 1 :])
    # A label without words would be none if a mark followed it.
    bare = label is not None and text.endswith(label.written)
    lines = (text if bare else ended(text, mark)).split("\n")
    pieces = [lines[0]]
    for line in lines[1:]:
        if find_label(line):
            pieces += ("\n", INDENT + line)
        else:
            # The paragraph's own words resume at the margin, those of a sub-paragraph under it.
            pieces += ("\n\n", INDENT + line if line[:1] == " " else line)
    return "".join(pieces)


def ended(text: str, mark: str) -> str:
    """A paragraph's text with the closing mark that its place asks for."""
    bare = text.rstrip()
    return (bare[:-1].rstrip() if bare.endswith((",", ";", ".")) else bare) + mark if bare else bare
