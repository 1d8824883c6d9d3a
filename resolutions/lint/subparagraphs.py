"""Sub-paragraphs: labels, levels, marks, and never one alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resolutions.lint.rule import INFO, WARNING, Found, LintRule, Place, Text
from resolutions.tree import Part, find_label, label_for, letter, roman, tree
from resolutions.wording import name_of

_MANUAL = "United Nations Editorial Manual, paragraphs and sub-paragraphs"


def _lists(place: Place) -> Iterator[tuple[Part, ...]]:
    """Every list of a paragraph: its labelled sub-paragraphs of one level under one parent."""
    todo = [tree(place.text).parts]
    while todo:
        parts = todo.pop()
        labelled: list[Part] = []
        for part in parts:
            if part.label is None:
                # Text resumes: what follows it is another list.
                if labelled:
                    yield tuple(labelled)
                labelled = []
                continue
            if labelled and part.level != labelled[-1].level:
                yield tuple(labelled)
                labelled = []
            labelled.append(part)
            todo.append(part.parts)
        if labelled:
            yield tuple(labelled)


def _is_bullet(part: Part) -> bool:
    return bool(part.label) and not re.search(r"[A-Za-z0-9]", part.label or "")


def _alone(text: Text) -> Iterator[Found]:
    for place in text.places:
        for parts in _lists(place):
            if len(parts) == 1 and not _is_bullet(parts[0]) and parts[0].ordinal == 1:
                at = place.line_start(parts[0])
                yield Found(place.where, f"“{parts[0].label}” is the only sub-paragraph of its list.", at, at + len(parts[0].label or ""), fix="Join it to the paragraph, or add another.")


def _gap(text: Text) -> Iterator[Found]:
    for place in text.places:
        for parts in _lists(place):
            expected = 1
            for part in parts:
                if _is_bullet(part) or not part.ordinal:
                    continue
                if part.ordinal != expected and not (expected == 1 and text.style == "un" and _continues(place, part)):
                    at = place.line_start(part)
                    what = "is used twice" if part.ordinal == expected - 1 else f"stands where number {expected} of its list is expected"
                    yield Found(place.where, f"“{part.label}” {what}.", at, at + len(part.label or ""), fix="Label the sub-paragraphs one after the other.")
                expected = part.ordinal + 1


def _continues(place: Place, part: Part) -> bool:
    """Whether a list goes on after text that resumed."""
    return any(p.label is None and p.line < part.line for p in place.parts) and any(p.label and p.line < part.line for p in place.parts)


def _label_form(text: Text) -> Iterator[Found]:
    if not text.house.labels:
        return
    for place in text.places:
        for part in place.parts:
            if part.label is None or _is_bullet(part) or part.level > len(text.house.labels) or not part.ordinal:
                continue
            form = text.house.labels[part.level - 1]
            name = roman(part.ordinal) if "i" in form else letter(part.ordinal)
            right = form.replace("i" if "i" in form else "a", name, 1)
            if part.label != right and part.label.lower() != right:
                at = place.line_start(part)
                yield Found(place.where, f"“{part.label}” is no label of level {part.level}: it is “{right}” in {text.house.name}.", at, at + len(part.label), right, fix=f"Write “{right}”.")
                break


def _bullets(text: Text) -> Iterator[Found]:
    for place in text.places:
        part = next((p for p in place.parts if p.label and _is_bullet(p)), None)
        if part is not None:
            at = place.line_start(part)
            yield Found(place.where, "Bullets cannot be cited or amended one by one.", at, at + 1, fix=f"Label them: {label_for(1, 1)}, {label_for(1, 2)} …")


def _too_deep(text: Text) -> Iterator[Found]:
    for place in text.places:
        part = next((p for p in place.parts if p.level > 4), None)
        if part is not None:
            yield Found(place.where, f"{name_of(place.where).capitalize()} has a fifth level.", place.line_start(part), fix="There are four: (a), (i), a., i.")


_JOINED = re.compile(r"[;,]?\s+(?:and|or|and/or)$")


def _inner(parts: tuple[Part, ...]) -> list[Part]:
    """The sub-paragraphs of a list but the last, those that have a list of their own left out."""
    return [p for p in parts[:-1] if not p.parts and p.text]


def _ends(text: Text) -> Iterator[Found]:
    for place in text.places:
        for parts in _lists(place):
            for part in _inner(parts):
                if part.text.endswith(".") and not re.search(r"\b(?:etc|No|i\.e|e\.g)\.$", part.text):
                    at = place.start_of(part) + len(part.text) - 1
                    mark = "," if text.house.sub_clause_end == "comma" else ";"
                    yield Found(place.where, f"“{part.label}” ends with a full stop, and the list goes on.", at, at + 1, mark, safe=True, fix=f"End with “{mark}”.")


def _no_mark(text: Text) -> Iterator[Found]:
    for place in text.places:
        if place.paragraph.line is None:
            continue
        for parts in _lists(place):
            marks = [p for p in _inner(parts) if p.text[-1] in ",;"]
            for part in _inner(parts):
                if marks and (part.text[-1].isalnum() or part.text[-1] == ")") and not _JOINED.search(part.text):
                    at = place.start_of(part) + len(part.text)
                    yield Found(place.where, f"“{part.label}” ends with no mark, and the others of its list have one.", at, at, marks[0].text[-1], safe=True, fix=f"End with “{marks[0].text[-1]}”.")


def _house_mark(text: Text) -> Iterator[Found]:
    wanted = {"semicolon": ";", "comma": ","}.get(text.house.sub_clause_end)
    if wanted is None:
        return
    other = "," if wanted == ";" else ";"
    for place in text.operative:
        for parts in _lists(place):
            for part in _inner(parts):
                if part.text.endswith(other):
                    at = place.start_of(part) + len(part.text) - 1
                    yield Found(place.where, f"“{part.label}” ends with “{other}”; {text.house.name} ends sub-clauses with “{wanted}”.", at, at + 1, wanted, safe=True, fix=f"End with “{wanted}”.")
                    break


def _mixed(text: Text) -> Iterator[Found]:
    if text.house.sub_clause_end != "either":
        return
    for place in text.places:
        for parts in _lists(place):
            marks = [p.text[-1] for p in _inner(parts) if p.text[-1] in ",;"]
            if len(set(marks)) > 1:
                part = next(p for p in _inner(parts) if p.text[-1] in ",;" and p.text[-1] != marks[0])
                at = place.start_of(part) + len(part.text) - 1
                yield Found(place.where, "The sub-paragraphs of one list end with different marks.", at, at + 1, marks[0], fix=f"End each with “{marks[0]}”.")


def _and(text: Text) -> Iterator[Found]:
    if text.house.and_before_last == "optional":
        return
    for place in text.operative:
        for parts in _lists(place):
            if len(parts) < 2 or parts[-2].parts or not parts[-2].text:
                continue
            before = parts[-2]
            joined = _JOINED.search(before.text)
            at = place.start_of(before) + len(before.text)
            if text.house.and_before_last == "required" and not joined:
                yield Found(place.where, f"{text.house.name} joins the last two sub-clauses with “; and”.", at, at, " and", fix="Add “and” before the last.")
            elif text.house.and_before_last == "forbidden" and joined:
                yield Found(place.where, f"{text.house.name} does not join the last two sub-clauses with “and”.", at - len(joined[0]), at, fix="Take “and” out.")


def _capital(text: Text) -> Iterator[Found]:
    for place in text.places:
        for part in place.parts:
            if part.label and not _is_bullet(part) and part.text[:1].islower() and part.level <= 2:
                at = place.start_of(part)
                yield Found(place.where, f"“{part.label}” begins with a small letter.", at, at + 1, part.text[0].upper(), safe=True, fix="Begin each sub-paragraph with a capital.")
                break


def _no_colon(text: Text) -> Iterator[Found]:
    for place in text.places:
        labelled = [p for p in place.parts if p.label and p.level == 1]
        if len(labelled) < 2 or labelled[0].line != 1:
            continue
        own = place.own.rstrip()
        if own and own[-1] in ";,." :
            yield Found(place.where, f"Sub-paragraphs follow “{own[-1]}” where a colon leads to them.", len(own) - 1, len(own), ":", safe=own[-1] != ".", fix="Write a colon.")
        elif own and own[-1].isalpha() and not _is_bullet(labelled[0]):
            yield Found(place.where, "Sub-paragraphs follow without a colon.", len(own), len(own), ":", safe=True, fix="Write a colon.")


def _run_in(text: Text) -> Iterator[Found]:
    """Labels inside a line, where each sub-paragraph stands on one of its own."""
    for place in text.operative:
        first = re.search(r":\s+\(?a\)\s", place.own)
        if first and re.search(r"[;,]\s+(?:and\s+)?\(?b\)\s", place.own[first.end() :]):
            yield Found(place.where, "Sub-paragraphs run on in one line.", first.start() + 1, first.end(), fix="Put each on a line of its own.")


def _empty(text: Text) -> Iterator[Found]:
    for place in text.places:
        for part in place.parts:
            if part.label and not part.parts and not re.search(r"\w", part.text):
                yield Found(place.where, f"“{part.label}” has no words.", place.line_start(part), fix="Write what it was for, or take it out.")
        lines = place.text.split("\n")
        if len(lines) > 1 and (label := find_label(lines[-1])) and not lines[-1][label.end :].strip():
            continue


_ONE = "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n1. Calls upon all States{}\n{}\n\n2. Decides to remain seized of the matter."
_GOOD = _ONE.format(" to:", "(a) Share information;\n(b) Train officers;")


def _with(*subs: str, colon: str = " to:") -> str:
    return _ONE.format(colon, "\n".join(subs))


RULES: tuple[LintRule, ...] = (
    LintRule("SP01", "A lone sub-paragraph", "A list of one is no list: its words belong to the paragraph.", _MANUAL, _with("(a) Share information;"), _GOOD, _alone, un=WARNING, mun=WARNING),
    LintRule("SP02", "Labels have a gap", "“Paragraph 3 (c)” must be one place and exist.", _MANUAL, _with("(a) Share information;", "(c) Train officers;"), _GOOD, _gap),
    LintRule("SP03", "A label of another level or form", "The levels are (a), (i), a., i. in the United Nations; houses differ.", _MANUAL, _with("a. Share information;", "b. Train officers;"), _GOOD, _label_form, un=INFO, mun=INFO, setting="labels"),
    LintRule("SP04", "Bullets", "What has no label cannot be cited, amended or divided.", _MANUAL, _with("• Share information;", "• Train officers;"), _GOOD, _bullets, un=INFO, mun=WARNING),
    LintRule("SP05", "A fifth level", "The Manual has four.", _MANUAL, _with("(a) Share information, namely:", "    (i) On routes, that is:", "        a. By sea:", "            i. In ports:", "                (1) Containers;", "                (2) Boats;", "(b) Train officers;"), _GOOD, _too_deep, un=WARNING, mun=WARNING),
    LintRule("SP06", "A full stop inside a list", "The sentence goes on until the last paragraph.", "376 of some 510 sub-paragraphs of the Council end with a semicolon", _with("(a) Share information.", "(b) Train officers;"), _GOOD, _ends, un=WARNING, mun=WARNING),
    LintRule("SP07", "A sub-paragraph without its mark", "Marks show where one ends.", _MANUAL, _with("(a) Share information", "(b) Train officers;", "(c) Report;"), _GOOD, _no_mark, un=WARNING, mun=WARNING),
    LintRule("SP08", "The mark of another house", "Houses end sub-clauses with a semicolon or with a comma.", "AMUN and THIMUN guides", _with("(a) Share information;", "(b) Train officers;"), _with("(a) Share information,", "(b) Train officers;"), _house_mark, un=None, mun=WARNING, setting="sub_clause_end", house="thimun"),
    LintRule("SP09", "Different marks in one list", "One list, one mark.", _MANUAL, _with("(a) Share information,", "(b) Train officers;", "(c) Report;"), _GOOD, _mixed, un=INFO, mun=INFO),
    LintRule("SP10", "“; and” before the last", "Some houses want it; of 511 sub-paragraphs of the Council 4 have it.", "many North American rooms (common practice, no document found); practice of the Council", _with("(a) Share information;", "(b) Train officers;"), _with("(a) Share information; and", "(b) Train officers;"), _and, un=None, mun=INFO, setting="and_before_last", house="nmun"),
    LintRule("SP11", "A sub-paragraph begins with a small letter", "The first word of a sub-paragraph has a capital.", "United Nations Editorial Manual, capitals", _with("(a) share information;", "(b) Train officers;"), _GOOD, _capital, un=INFO, mun=INFO),
    LintRule("SP12", "No colon before sub-paragraphs", "A colon leads to a list.", "United Nations Editorial Manual, punctuation", _with("(a) Share information;", "(b) Train officers;", colon=" to;"), _GOOD, _no_colon, un=WARNING, mun=WARNING),
    LintRule("SP13", "Sub-paragraphs run on", "Each sub-paragraph stands on a line of its own.", _MANUAL, _with("", colon=" to: (a) Share information; (b) Train officers;"), _GOOD, _run_in, un=INFO, mun=INFO),
    LintRule("SP14", "An empty sub-paragraph", "A label without words.", "proofreading", _with("(a) Share information;", "(b) ;", "(c) Report;"), _GOOD, _empty),
)  # fmt: skip
