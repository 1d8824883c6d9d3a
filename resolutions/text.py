"""Drafts as text: reading one that somebody wrote or pasted, and writing one.

Reading never refuses. What fits no place stays, in order, in the draft's `heading` and `closing`, or in the paragraph
it stands in; numbers and mark-up go, words never do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from resolutions.model import Draft, Paragraph, Part
from resolutions.phrases import find_opening

_ORGAN = re.compile(
    r"^\W*(?:the\s+)?(?:united nations\s+)?(?:security council|general assembly|economic and social council)\W*$", re.IGNORECASE
)
_FIELD = re.compile(
    r"^\W*(?P<name>committee|forum|organ|topic|question of|agenda item|title|subject|symbol|document|sponsors?|main submitters?|"
    r"submitters?|submitted by|co-?submitters?|co-?sponsors?|signator(?:y|ies))\s*[:\-–]\s*(?P<value>.*?)\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*(?:OP\s*)?(?P<number>\d{1,3})\s*[.)](?:\s+|(?=[A-Z]))", re.IGNORECASE)
_SUB = re.compile(r"^\s*(?:\(?(?:[a-z]{1,2}|[ivxlc]{1,6})\)|[a-z]\.|[ivx]{1,4}\.)\s+\S", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•▪◦‣·–]|\+)\s+")
_MARKUP = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_KEPT_CONTROLS = {"\n", "\t"}


def clean(text: str) -> str:
    """A text without what no draft needs: byte-order mark, control characters, and direction overrides.

    Letters of every script stay, right-to-left ones too; so do line breaks.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    kept = (c for c in text if c in _KEPT_CONTROLS or not _is_control(c))
    return unicodedata.normalize("NFC", "".join(kept))


def _is_control(character: str) -> bool:
    category = unicodedata.category(character)
    overrides = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return category in ("Cc", "Cs", "Cn") or character in overrides


def parse_text(text: str, names: Mapping[str, str] | None = None) -> Draft:
    """The draft that a text holds.

    Args:
        text: plain text or Markdown, with or without a heading block and numbers.
        names: ids by lower-case name, to find the delegations among sponsors and signatories.
    """
    fields: dict[str, str] = {}
    heading: list[str] = []
    closing: list[str] = []
    parts: dict[Part, list[tuple[str, int]]] = {"preambular": [], "operative": []}
    lines = list(_lines(clean(text)))
    organ = next((i for i, (_, line, _) in enumerate(lines) if _ORGAN.match(line) and line.rstrip().endswith((",", ":"))), None)
    if organ is None:
        organ = next((i for i, (_, line, _) in enumerate(lines) if _ORGAN.match(line)), None)
    first = 0 if organ is None else organ + 1
    in_heading = True
    part: Part = "preambular"
    fresh = True
    for index, (number, line, raw) in enumerate(lines):
        if not line.strip():
            fresh = True
            continue
        field = _FIELD.match(line) if in_heading else None
        if index < first - 1 or (organ is None and in_heading and field):
            if field:
                fields[field["name"].lower()] = field["value"].strip()
            else:
                heading.append(line.strip())
            continue
        if index == first - 1:
            fields.setdefault("organ line", line.strip())
            in_heading = False
            continue
        started = _starts(line, raw, part, fresh, bool(parts["preambular"] or parts["operative"]))
        if started is not None:
            part, words = started
            in_heading = False
            parts[part].append((words, number))
        elif in_heading and organ is None and not parts["operative"] and not parts["preambular"]:
            heading.append(line.strip())
        elif parts[part]:
            before, at = parts[part][-1]
            joint = "\n" if _SUB.match(line) or _BULLET.match(raw) else (" " if not fresh else "\n")
            parts[part][-1] = (before + joint + line.strip(), at)
        else:
            parts[part].append((line.strip(), number))
        fresh = False
    # A text without any opening or number is still the words of somebody: they become one operative paragraph.
    if not parts["preambular"] and not parts["operative"] and heading and organ is None:
        parts["operative"] = [("\n".join(heading), 1)]
        heading = []
    counter = 0

    def paragraphs(entries: list[tuple[str, int]]) -> tuple[Paragraph, ...]:
        nonlocal counter
        made = []
        for words, at in entries:
            counter += 1
            made.append(Paragraph(id=f"p{counter}", text=words, line=at))
        return tuple(made)

    def delegations(*keys: str) -> tuple[str, ...]:
        value = "; ".join(fields[k] for k in keys if fields.get(k))
        pieces = [piece.strip(" .*_") for piece in re.split(r"[;,]|\band\b(?! tobago| northern)", value, flags=re.IGNORECASE)]
        return tuple(dict.fromkeys((names or {}).get(p.lower(), p) for p in pieces if p))

    return Draft(
        committee=fields.get("committee") or fields.get("forum") or fields.get("organ") or "Security Council",
        topic=next((fields[k] for k in ("topic", "question of", "agenda item", "subject", "title") if fields.get(k)), ""),
        symbol=fields.get("symbol") or fields.get("document") or "",
        sponsors=delegations("sponsor", "sponsors", "submitted by", "main submitter", "main submitters", "submitter",
                             "submitters", "co-sponsors", "cosponsors", "co-sponsor", "cosponsor"),
        signatories=delegations("signatory", "signatories", "co-submitters", "cosubmitters", "co-submitter"),
        preambular=paragraphs(parts["preambular"]),
        operative=paragraphs(parts["operative"]),
        heading=tuple(heading),
        closing=tuple(closing),
    )  # fmt: skip


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, the line without Markdown, and the line as it was."""
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _HEADING.sub("", raw)
        line = re.sub(r"^\s*>\s?", "", line)
        for _ in range(3):
            line = _MARKUP.sub(r"\2", line)
        yield number, line.replace("\u00a0", " "), raw


def _starts(line: str, raw: str, part: Part, fresh: bool, any_yet: bool) -> tuple[Part, str] | None:
    """The part and words of the paragraph that a line begins, or None where it goes on with the last one."""
    if numbered := _NUMBER.match(line):
        return "operative", line[numbered.end() :].strip()
    if _SUB.match(line) and not find_opening(line, "preambular"):
        return None
    words = _BULLET.sub("", line).strip()
    capital = words[:1].isupper() or not words[:1].isalpha()
    if capital and (fresh or not any_yet or _BULLET.match(raw) is not None or raw[:1] not in " \t"):
        if find_opening(words, "operative") and not _continues(words):
            return "operative", words
        if find_opening(words, "preambular"):
            return ("preambular", words) if part == "preambular" else ("operative", words) if fresh else None
    if fresh and any_yet:
        return part, words
    return None


def _continues(words: str) -> bool:
    """Whether words that look like an opening verb are more likely the middle of a wrapped sentence."""
    return words[:1].islower()


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
    blocks = ["\n".join([*heading, *draft.heading]), "The Security Council,"]
    blocks += [ended(p.text, ",") for p in draft.preambular]
    last = len(draft.operative)
    for number, paragraph in enumerate(draft.operative, start=1):
        label = f"{number}. " if last > 1 else ""
        blocks.append(label + ended(paragraph.text, "." if number == last else ";"))
    blocks += draft.closing
    return "\n\n".join(blocks) + "\n"


def ended(text: str, mark: str) -> str:
    """A paragraph's text with the closing mark that its place asks for."""
    bare = text.rstrip()
    return (bare[:-1].rstrip() if bare.endswith((",", ";", ".")) else bare) + mark if bare else bare
