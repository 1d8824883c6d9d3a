"""Form: the organ line, sponsors, numbers, and marks that no text may have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resolutions.lint.house_styles import names
from resolutions.lint.rule import ERROR, INFO, LONGEST, WARNING, Found, LintRule, Place, Text
from resolutions.phrases import find_opening
from resolutions.wording import listed, name_of

EDITORIAL_MANUAL = "United Nations Editorial Manual, resolutions"

_ORGAN = re.compile(
    r"[\W_]*(?P<the>the\s+)?(?P<organ>(?:un(?:ited nations)?\s+)?(?:security council|general assembly|economic and social council"
    r"|human rights council|commission on narcotic drugs))(?P<end>[\W_]*)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[\s>*_]*(?:OP\s?)?(?P<number>\d{1,3})\s?[.):]?[*_]*(?:\s|$)", re.IGNORECASE)
_FIELD = re.compile(r"^[\s*_]*[A-Za-z' -]{3,25}:")


def organ_line(text: Text) -> tuple[str, int | None]:
    """The organ line as written and its line; an empty string where there is none."""
    for number, line in enumerate(text.lines[: text.first_line - 1], start=1):
        if _ORGAN.match(line) and not _FIELD.match(line) and (line.strip(" *_").endswith((",", ":")) or re.match(r"[\W_]*the\b", line, re.I)):
            return line.strip(), number
    return text.draft.organ, None


def _no_organ_line(text: Text) -> Iterator[Found]:
    if text.source is not None and text.preambular and text.operative and not organ_line(text)[0]:
        organ = text.draft.committee or "Security Council"
        yield Found("draft", "No line names the organ that speaks.", fix=f"Put “The {organ},” before the preamble.", line=1, column=1)


def _organ_line_form(text: Text) -> Iterator[Found]:
    written, line = organ_line(text)
    bare = written.strip(" *_#")
    match = _ORGAN.match(bare)
    if not match:
        return
    if not bare.endswith(","):
        yield Found("draft", f"The organ line “{bare}” does not end with a comma.", fix=f"Write “{bare.rstrip('.:;')},”.", line=line, column=1)
    elif not match["the"] and text.style == "un":
        yield Found("draft", f"The organ line “{bare}” lacks its article.", fix=f"Write “The {bare}”.", line=line, column=1)


def _other_organ(text: Text) -> Iterator[Found]:
    written, line = organ_line(text)
    match = _ORGAN.match(written.strip(" *_#"))
    if match is None:
        return
    said = re.sub(r"^un(?:ited nations)?\s+", "", match["organ"].lower())
    committee = _field_value(text, "committee") or text.draft.committee
    known = re.search(r"security council|general assembly|economic and social council|human rights council", committee, re.I)
    if known and known[0].lower() != said:
        yield Found(
            "draft",
            f"The text speaks as the {match['organ']}, and the committee is the {known[0]}.",
            fix=f"Write “The {known[0]},”.",
            line=line,
            column=1,
        )


def _other_organ_in_text(text: Text) -> Iterator[Found]:
    """A verb of a paragraph given to an organ that is not the one that speaks."""
    own = "security council" if text.is_council else text.draft.committee.lower()
    other = re.compile(r"^\W*(?:the\s+)?(?P<organ>(?:UN\s+)?(?:General Assembly|Security Council|Economic and Social Council|ECOSOC)),?\s+(?=[A-Za-z])", re.I)
    for place in text.places:
        match = other.match(place.text)
        if match is None:
            continue
        rest = place.text[match.end() :]
        if match["organ"].lower().removeprefix("un ") != own:
            yield Found(place.where, f"{_cap(name_of(place.where))} speaks as the {match['organ']}; the draft is one of the {text.draft.committee}.", match.start("organ"), match.end("organ"))
        elif find_opening(rest, place.part) or rest[:1].isupper():
            yield Found(place.where, "The organ is named again; the line above the preamble has said it.", 0, match.end(), rest[:1].upper() if rest else "", fix="Begin with the opening.")


def _field_value(text: Text, label: str) -> str:
    for line in text.lines[: text.first_line - 1]:
        match = re.match(rf"[\W_]*{label}\W*:\s*(?P<value>.+)", line, re.I)
        if match:
            return match["value"].strip(" *_")
    return ""


def _title(text: Text) -> Iterator[Found]:
    if text.draft.topic and text.is_council:
        yield Found("draft", "Resolutions of the Security Council bear no title or topic line.", fix="A committee may want it; the printed text leaves it out.")


def _few_sponsors(text: Text) -> Iterator[Found]:
    has, least = len(text.draft.sponsors), text.house.sponsors
    if has < least and _has_heading(text):
        yield Found("draft", f"The draft names {has or 'no'} sponsor{'s' if has > 1 else ''}; {text.house.name} asks for {least}.", fix="Name them on a line “Sponsors:”.", line=1, column=1)


def _has_heading(text: Text) -> bool:
    """Whether the draft came with a heading block; a bare text is not asked for what only a heading has."""
    draft = text.draft
    return bool(draft.sponsors or draft.signatories or draft.topic or draft.symbol or draft.heading)


def _few_signatories(text: Text) -> Iterator[Found]:
    house = text.house
    signatories, all_names = len(text.draft.signatories), len({*text.draft.sponsors, *text.draft.signatories})
    if not _has_heading(text):
        return
    if signatories < house.signatories:
        yield Found("draft", f"The draft has {signatories or 'no'} signatories; {house.name} asks for {house.signatories}.", line=1, column=1)
    needed = -(-int(house.sponsors_and_signatories_share * 1000) * text.council // 1000)
    if all_names < needed:
        yield Found("draft", f"Sponsors and signatories are {all_names}; {house.name} asks for a fifth of the council, {needed} of {text.council}.", line=1, column=1)


def _sponsor_signs(text: Text) -> Iterator[Found]:
    sponsors = {name.lower() for name in text.draft.sponsors}
    both = [name for name in text.draft.signatories if name.lower() in sponsors]
    if both:
        line, column = _line_with(text, r"signator|co-?submitter")
        one = len(both) == 1
        yield Found("draft", f"{listed(both)} {'is a sponsor and a signatory' if one else 'are sponsors and signatories'}.", fix="A sponsor backs the draft and needs not sign for its debate: name each once.", line=line, column=column)


def _line_with(text: Text, label: str) -> tuple[int | None, int | None]:
    for number, line in enumerate(text.lines[: text.first_line - 1], start=1):
        if re.match(rf"[\W_]*(?:main )?(?:{label})", line, re.I):
            return number, len(line) - len(line.lstrip()) + 1
    return None, None


def _named_twice(text: Text) -> Iterator[Found]:
    # The draft itself keeps each name once: what was written stands in the source.
    for label in ("sponsors?", "signatories"):
        line, column = _line_with(text, label)
        if line is None:
            continue
        value = text.lines[line - 1].split(":", 1)[-1]
        written = [name.strip(" *_.").lower().removeprefix("the ") for name in re.split(r"[;,]|\band\b", value)]
        twice = [name for name in dict.fromkeys(written) if name and written.count(name) > 1]
        if twice:
            yield Found("draft", f"{listed([name.title() for name in twice])} stands twice in one list.", fix="Name each delegation once.", line=line, column=column)


def _sponsor_order(text: Text) -> Iterator[Found]:
    line, column = _line_with(text, "sponsors?")
    if line is None:
        return
    value = text.lines[line - 1].split(":", 1)[-1]
    written = [name.strip(" *_.").lower() for name in re.split(r"[;,]", value) if name.strip()]
    if len(written) > 1 and " and " not in value and written != sorted(written):
        yield Found("draft", "Sponsors are not in English alphabetical order.", line=line, column=column)


def _written_number(place: Place, text: Text) -> int | None:
    line = text.source_line(place)
    match = _NUMBER.match(line) if line is not None else None
    # A number that belongs to the words, as in "12 months after", is none.
    return int(match["number"]) if match and not place.text.startswith(match["number"]) else None


def _number_gap(text: Text) -> Iterator[Found]:
    expected = 1
    for place in text.operative:
        number = _written_number(place, text)
        if number is None:
            expected += 1
            continue
        if number != expected:
            what = "is used twice" if number == expected - 1 else f"follows {expected - 1}" if expected > 1 else "comes first"
            yield Found(place.where, f"Number {number} {what}; this is paragraph {place.number}.", 0, fix=f"Number it {place.number}.", line=place.paragraph.line, column=1)
        expected = number + 1


def _single_numbered(text: Text) -> Iterator[Found]:
    if len(text.operative) == 1 and _written_number(text.operative[0], text) is not None:
        yield Found("op1", "A single operative paragraph bears no number.", 0, line=text.operative[0].paragraph.line, column=1)


def _not_numbered(text: Text) -> Iterator[Found]:
    if text.source is None or len(text.operative) < 2:
        return
    without = [p for p in text.operative if _written_number(p, text) is None and text.source_line(p) is not None]
    for place in without[: 1 if len(without) == len(text.operative) else 3]:
        yield Found(place.where, f"Operative paragraph {place.number} bears no number.", 0, fix=f"Begin with “{place.number}.”.")


def _numbered_preamble(text: Text) -> Iterator[Found]:
    for place in text.preambular:
        if _written_number(place, text) is not None:
            yield Found(place.where, "A preambular paragraph bears a number.", 0, fix="Take the number away; only operative paragraphs have one.", line=place.paragraph.line, column=1)


def _unplaced(text: Text) -> Iterator[Found]:
    for line in text.draft.closing:
        if line.strip(" _-*"):
            yield Found("draft", f"“{line[:60]}” stands after the last paragraph and belongs to none.", fix="Make it a paragraph, or take it out.")
    for place in text.places:
        for loose in place.paragraph.before:
            if loose.kind == "unplaced":
                yield Found(place.where, f"“{loose.text[:60]}” could not be placed.", line=loose.line, column=1)


_ABBREVIATED = re.compile(r"\b(?:No|Nos|Mr|Mrs|Ms|Dr|St|Art|art|para|paras|vol|cf|e\.g|i\.e|[A-Z]|Rev|Add|Corr|approx|etc|al|op|Inc|Ltd|Jr|Sr|Gen|Col|p|pp|ed|eds)$")


def _full_stop_inside(text: Text) -> Iterator[Found]:
    for place in text.places:
        own = place.own
        for match in re.finditer(r"\.(?=\s+[A-Z][a-z])", own):
            if place.in_quotes(match.start()) or _ABBREVIATED.search(own[: match.start()]):
                continue
            yield Found(place.where, f"{_cap(name_of(place.where))} has a full stop inside; a resolution is one sentence.", match.start(), match.end(), fix="Join the two with a comma or a semicolon, or make a paragraph of the second.")
            break


def _unbalanced(text: Text) -> Iterator[Found]:
    for place in text.places:
        # Labels such as "a)" close what nothing opened.
        bare = re.sub(r"(?m)^\s*\(?[A-Za-z0-9]{1,5}[).]\s", lambda m: " " * len(m[0]), place.text)
        bare = re.sub(r"(?:(?<=\s)|^)[a-z\d]{1,3}\)", lambda m: " " * len(m[0]), bare)
        for opening, closing in ("()", "[]", "“”"):
            if bare.count(opening) != bare.count(closing):
                at = _unmatched(bare, opening, closing)
                what = "quotation mark" if opening == "“" else "bracket"
                yield Found(place.where, f"A {what} has no partner.", at, at + 1)
        if bare.count('"') % 2:
            at = bare.rindex('"')
            yield Found(place.where, "A quotation mark has no partner.", at, at + 1)


def _unmatched(text: str, opening: str, closing: str) -> int:
    open_at: list[int] = []
    for index, character in enumerate(text):
        if character == opening:
            open_at.append(index)
        elif character == closing:
            if not open_at:
                return index
            open_at.pop()
    return open_at[-1] if open_at else 0


_DOUBLED = re.compile(r"\b(?P<word>the|of|and|to|in|a|an|for|by|with|on|at|from|or|is|are|shall|its|their|this|which|as|be)(?P<gap>[ \t]+)(?P=word)\b", re.I)


def _doubled_word(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_DOUBLED):
            if match["word"] == "A" or match[0] in ("in In", "a A"):
                continue
            end = match.end("word")
            yield Found(place.where, f"“{match[0]}” has a word twice.", end, match.end(), "", safe=True, fix=f"Write “{match['word']}” once.")


_SPACING = re.compile(r"(?P<two>(?<=\S)[ \t]{2,}(?=\S))|(?P<before>(?<=\w)[ \t]+(?=[,;:](?:\s|$)))|(?P<none>(?<=[a-z])[,;](?=[A-Za-z]{2}))")


def _spacing(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_SPACING):
            if match["two"]:
                yield Found(place.where, "Two spaces stand where one does.", match.start(), match.end(), " ", safe=True)
            elif match["before"]:
                yield Found(place.where, "A space stands before a mark.", match.start(), match.end(), "", safe=True)
            else:
                yield Found(place.where, "A space is missing after a mark.", match.start(), match.end(), match[0] + " ", safe=True)


_TWO_MARKS = re.compile(r"(?P<marks>[,;:][,;:.]+|(?<![.\w])\.\.(?!\.)|(?<=\w)\.[,;:](?!\w)|(?<=\w)\.\.(?!\.))")


def _two_marks(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_TWO_MARKS):
            marks = match["marks"]
            if marks[0] == "." and len(marks) > 1 and marks != ".." and _ABBREVIATED.search(place.text[: match.start()]):
                continue
            at_end = match.end() == len(place.text)
            keep = (place_end_mark(place) or marks[-1]) if at_end else marks[0]
            yield Found(place.where, f"“{marks}” is two marks where one does.", match.start(), match.end(), keep, safe=len(set(marks)) == 1 or at_end)


def place_end_mark(place: Place) -> str | None:
    """The mark with which a paragraph ends by its place."""
    if place.part == "preambular":
        return ","
    return "." if place.last else ";"


_PLACEHOLDER = re.compile(r"\b(?:TODO|TBD|TBC|FIXME|lorem ipsum|XXX+)\b|_{3,}|\?{2,}|\[(?:insert|name|date|number|country|to be|…|\.\.\.|X+)[^\]\n]{0,60}\]|<(?:insert|name|date)[^>\n]{0,40}>", re.I)


def _placeholder(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_PLACEHOLDER):
            yield Found(place.where, f"“{match[0]}” was left to be filled in.", match.start(), match.end(), fix="Write what was meant, or take it out.")


_PERSON = re.compile(r"\b(?:we|our|ours|my|your|you|I(?= (?:am|think|believe|hope|urge|call)\b))\b(?!['’])")


def _person(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_PERSON):
            yield Found(place.where, f"“{match[0]}” is first or second person; a resolution speaks in the third.", match.start(), match.end(), fix="Write “its”, “the Council” or name who is meant.")
            break


_CONTRACTIONS = {"don": "do not", "doesn": "does not", "isn": "is not", "aren": "are not", "won": "will not", "can": "cannot", "shouldn": "should not", "mustn": "must not", "didn": "did not", "hasn": "has not", "haven": "have not", "couldn": "could not", "wouldn": "would not", "wasn": "was not", "weren": "were not"}
_CONTRACTION = re.compile(rf"\b(?P<verb>{'|'.join(_CONTRACTIONS)})['’]t\b", re.I)


def _contraction(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_CONTRACTION):
            whole = _CONTRACTIONS[match["verb"].lower()]
            if match["verb"][0].isupper():
                whole = whole[0].upper() + whole[1:]
            yield Found(place.where, f"“{match[0]}” is spoken language.", match.start(), match.end(), whole, safe=True, fix=f"Write “{whole}”.")


def _spelling(text: Text) -> Iterator[Found]:
    if text.house.spelling == "any":
        return
    table: dict[str, str] = names()["spelling" if text.house.spelling == "british" else "american"]
    pattern = re.compile(rf"(?<![-\w./@])(?:{'|'.join(table)})\b")
    for place in text.places:
        for match in place.matches(pattern):
            right = table[match[0]]
            yield Found(place.where, f"“{match[0]}” is spelled “{right}” here.", match.start(), match.end(), right, safe=True, fix=f"Write “{right}”.")


def _exclamation(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(re.compile(r"[!?]+")):
            yield Found(place.where, f"“{match[0]}” has no place in a resolution.", match.start(), match.end(), fix="Say it with the opening verb.")
            break


def _empty(text: Text) -> Iterator[Found]:
    for place in text.places:
        opening = find_opening(place.text, place.part)
        words = re.findall(r"\w+", place.text)
        if not words or (opening and len(words) <= len(re.findall(r"\w+", opening.words)) and len(words) < 4):
            yield Found(place.where, f"{_cap(name_of(place.where))} says nothing after its opening." if words else f"{_cap(name_of(place.where))} is empty.", 0)


_LEAD = re.compile(r"^[\s>]*(?:(?:OP\s?)?\d{1,3}\s?[.):]?\s+)?", re.IGNORECASE)
_MARKED = re.compile(r"(?P<marks>(?:\*{1,3}|_{1,3}|<(?:u|i|b|em|strong)>){1,3})(?=\w)(?P<words>[^*_<>\n]{2,60}?)(?P<close>\*|_|</)", re.IGNORECASE)
_MARKS = {"*": "italic", "_": "italic", "**": "bold", "__": "bold", "<u>": "underlined", "<i>": "italic", "<em>": "italic", "<b>": "bold", "<strong>": "bold"}


def _markup(line: str) -> frozenset[str]:
    """How the opening of a paragraph's line is marked; an empty set where it is not."""
    match = _MARKED.match(line, _LEAD.match(line).end())  # type: ignore[union-attr]
    if match is None:
        return frozenset()
    found: set[str] = set()
    for mark in re.findall(r"\*+|_+|<\w+>", match["marks"].lower()):
        found |= {"italic", "bold"} if mark in ("***", "___") else {_MARKS[mark]}
    return frozenset(found)


def _openings(text: Text) -> list[tuple[Place, frozenset[str]]]:
    """Each paragraph with the mark-up of its opening; none where the source has no mark-up."""
    found = [(place, _markup(line)) for place in text.places if (line := text.source_line(place)) is not None]
    return found if sum(bool(marks) for _, marks in found) >= 2 else []


_SHOWN = 3
"""Findings on one kind of mark-up: a whole draft of the other kind is one fault, not thirty."""


def _opener_markup(text: Text) -> Iterator[Found]:
    for part in ("preambular", "operative"):
        if text.house.openers_of(part) != "any":
            continue
        kinds: dict[frozenset[str], list[Place]] = {}
        for place, marks in _openings(text):
            if place.part == part:
                kinds.setdefault(marks, []).append(place)
        if len(kinds) < 2 or not any(kinds):
            continue
        usual = max((kind for kind in kinds if kind), key=lambda kind: len(kinds[kind]))
        for kind, places in kinds.items():
            if kind != usual:
                for place in places[:_SHOWN]:
                    yield Found(place.where, f"The opening is {_kind(kind)}; the others are {_kind(usual)}.", 0, fix=_marked_as(place, usual))


def _other_markup(text: Text) -> Iterator[Found]:
    kinds: dict[frozenset[str], int] = {}
    for place, marks in _openings(text):
        wanted = text.house.openers_of(place.part)
        if wanted == "any" or wanted in marks:
            continue
        kinds[marks] = kinds.get(marks, 0) + 1
        if kinds[marks] <= _SHOWN:
            yield Found(place.where, f"The opening is {_kind(marks)}; {text.house.name} wants it {wanted}.", 0, fix=_marked_as(place, frozenset({wanted})))


def _kind(marks: frozenset[str]) -> str:
    return " and ".join(sorted(marks)) or "plain"


def _marked_as(place: Place, marks: frozenset[str]) -> str | None:
    opening = find_opening(place.text, place.part)
    if opening is None or not marks & {"italic", "underlined"}:
        return None
    written = f"<u>{opening.words}</u>" if "underlined" in marks else f"*{opening.words}*"
    return f"Write “{written}”."


def _too_long(text: Text) -> Iterator[Found]:
    for head, paragraphs in (("pp", text.draft.preambular), ("op", text.draft.operative)):
        for number, paragraph in enumerate(paragraphs, start=1):
            if len(paragraph.text) > LONGEST:
                where = f"{head}{text.labels.get(paragraph.id, number)}"
                yield Found(where, f"{_cap(name_of(where))} has {len(paragraph.text):,} characters and was not read.", fix="Split it.", line=paragraph.line, column=1)


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


_PP = "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n"
_OP = "1. Calls upon all States to cooperate;\n\n2. Decides to remain seized of the matter."

RULES: tuple[LintRule, ...] = (
    LintRule("FM04", "No organ line", "The organ is the subject of every verb that follows.", EDITORIAL_MANUAL,
             "Recalling its resolution 2653 (2022),\n\n" + _OP, _PP + _OP, _no_organ_line),
    LintRule("FM05", "The organ line has not its form", "The organ line stands alone and ends with a comma: the sentence goes on.", EDITORIAL_MANUAL,
             "The Security Council:\n\nRecalling its resolution 2653 (2022),\n\n" + _OP, _PP + _OP, _organ_line_form),
    LintRule("FM06", "The organ line names another organ", "A draft adopted by one organ cannot speak as another; it is what is left of a template.", EDITORIAL_MANUAL,
             "Committee: Security Council\n\nThe General Assembly,\n\nRecalling its resolution 2653 (2022),\n\n" + _OP,
             "Committee: Security Council\n\n" + _PP + _OP, _other_organ),
    LintRule("FM07", "A paragraph names the organ again", "The subject was named once, above the preamble; a verb has no second one.", EDITORIAL_MANUAL,
             _PP + "1. The General Assembly calls upon all States to cooperate;\n\n2. Decides to remain seized of the matter.",
             _PP + _OP, _other_organ_in_text, over=("OP01", "PR01")),
    LintRule("FM08", "A title", "Resolutions of the Council bear no title; those of the Assembly do.", EDITORIAL_MANUAL,
             "Topic: Drug cartels\n\n" + _PP + _OP, _PP + _OP, _title, un=INFO, mun=None),
    LintRule("FM09", "Too few sponsors", "A draft that nobody answers for is not debated.", "the house's rules of procedure",
             "Topic: Drug cartels\n\n" + _PP + _OP, "Topic: Drug cartels\nSponsors: France\n\n" + _PP + _OP, _few_sponsors, un=None, mun=WARNING, setting="sponsors"),
    LintRule("FM10", "Too few signatories", "Signatories show that enough of the room wants the debate.", "the house's rules of procedure; UNA-USA: a fifth of the committee",
             "Sponsors: France\n\n" + _PP + _OP, "Sponsors: France; Colombia\nSignatories: Greece\n\n" + _PP + _OP, _few_signatories, un=None, mun=WARNING,
             setting="signatories", house="una-usa"),
    LintRule("FM11", "A sponsor is also a signatory", "A sponsor wrote the draft and backs it; a signatory only wants its debate. Nobody is both.", "UNA-USA and HNMUN guides to resolutions",
             "Sponsors: France; Colombia\nSignatories: France; Greece\n\n" + _PP + _OP, "Sponsors: France; Colombia\nSignatories: Greece\n\n" + _PP + _OP, _sponsor_signs, un=WARNING, mun=ERROR),
    LintRule("FM12", "A delegation stands twice in one list", "Thresholds count delegations, not lines.", "the house's rules of procedure",
             "Sponsors: France, Colombia, France\n\n" + _PP + _OP, "Sponsors: Colombia, France\n\n" + _PP + _OP, _named_twice, un=WARNING, mun=WARNING),
    LintRule("FM13", "Sponsors are not in alphabetical order", "Drafts list States in English alphabetical order.", "practice of the Secretariat in draft resolutions",
             "Sponsors: France, Colombia\n\n" + _PP + _OP, "Sponsors: Colombia, France\n\n" + _PP + _OP, _sponsor_order, un=INFO, mun=None),
    LintRule("FM14", "The numbers of paragraphs have a gap", "Amendments and votes are on numbers; each is there once, in order, from 1.", "United Nations Editorial Manual, numbering",
             _PP + "1. Calls upon all States to cooperate;\n\n3. Decides to remain seized of the matter.", _PP + _OP, _number_gap),
    LintRule("FM15", "A single operative paragraph is numbered", "With nothing to tell it from, it needs no number.", "AKN4UN guidelines, part 3",
             _PP + "1. Decides to remain seized of the matter.", _PP + "Decides to remain seized of the matter.", _single_numbered, un=INFO, mun=None),
    LintRule("FM16", "An operative paragraph is not numbered", "Amendments and votes are on numbers.", "United Nations Editorial Manual, numbering",
             _PP + "1. Calls upon all States to cooperate;\n\nDecides to remain seized of the matter.", _PP + _OP, _not_numbered, un=WARNING, mun=WARNING),
    LintRule("FM17", "A preambular paragraph is numbered", "Only operative paragraphs are numbered.", EDITORIAL_MANUAL,
             "The Security Council,\n\n1. Recalling its resolution 2653 (2022),\n\n" + _OP, _PP + _OP, _numbered_preamble),
    LintRule("FM18", "Text outside paragraphs", "What is in no paragraph is not voted on.", "house practice", _PP + _OP + "\n\nThis is the end.", _PP + _OP, _unplaced, un=INFO, mun=INFO),
    LintRule("FM19", "A full stop inside a paragraph", "A resolution is one sentence, from the organ to its only full stop.", "follows from the marks of the Council: 2,682 of 3,050 paragraphs before the last end with a semicolon; one adopted text of 2020-2022 has it, which is why it warns in style un",
             _PP + "1. Calls upon all States to cooperate. They should also share information;\n\n2. Decides to remain seized of the matter.", _PP + _OP, _full_stop_inside, un=WARNING, mun=ERROR),
    LintRule("FM20", "A bracket or quotation mark has no partner", "It leaves open what it includes.", "United Nations Editorial Manual, punctuation",
             _PP + "1. Calls upon all States (in particular those of the region to cooperate;\n\n2. Decides to remain seized of the matter.", _PP + _OP, _unbalanced, un=WARNING, mun=WARNING),
    LintRule("FM21", "A word stands twice", "A slip of typing.", "proofreading", _PP + "1. Calls upon all States to to cooperate;\n\n2. Decides to remain seized of the matter.", _PP + _OP, _doubled_word, un=WARNING, mun=WARNING),
    LintRule("FM22", "Spacing", "One space after a mark, none before.", "United Nations Editorial Manual, punctuation",
             _PP + "1. Calls upon all States , in particular neighbours, to cooperate;\n\n2. Decides to remain seized of the matter.", _PP + _OP, _spacing, un=INFO, mun=INFO),
    LintRule("FM23", "Two marks where one does", "A slip of typing, or of joining two texts.", "United Nations Editorial Manual, punctuation",
             _PP + "1. Calls upon all States to cooperate;;\n\n2. Decides to remain seized of the matter.", _PP + _OP, _two_marks, un=WARNING, mun=WARNING),
    LintRule("FM24", "Something was left to be filled in", "Nobody can vote on a blank.", "proofreading", _PP + "1. Calls upon [insert country] to cooperate;\n\n2. Decides to remain seized of the matter.", _PP + _OP, _placeholder),
    LintRule("FM25", "First or second person", "The subject is the organ, in the third person.", EDITORIAL_MANUAL,
             _PP + "1. Calls upon all States to support our efforts;\n\n2. Decides to remain seized of the matter.", _PP + _OP, _person, un=WARNING, mun=WARNING),
    LintRule("FM26", "A contraction", "Formal texts write words in full.", "United Nations Editorial Manual", _PP + "1. Calls upon States that don’t yet cooperate to do so;\n\n2. Decides to remain seized of the matter.",
             _PP + "1. Calls upon States that do not yet cooperate to do so;\n\n2. Decides to remain seized of the matter.", _contraction, un=WARNING, mun=WARNING),
    LintRule("FM27", "Spelling of another usage", "The United Nations follows the Concise Oxford Dictionary with -ize; some houses prefer American usage.", "United Nations Editorial Manual, spelling; AMUN style guide",
             _PP + "1. Calls upon every regional organisation to cooperate;\n\n2. Decides to remain seized of the matter.", _PP + "1. Calls upon every regional organization to cooperate;\n\n2. Decides to remain seized of the matter.", _spelling, un=INFO, mun=INFO, setting="spelling"),
    LintRule("FM28", "An exclamation or question mark", "Force is in the verb.", EDITORIAL_MANUAL, _PP + "1. Calls upon all States to cooperate now!\n\n2. Decides to remain seized of the matter.", _PP + _OP, _exclamation, un=WARNING, mun=WARNING),
    LintRule("FM29", "A paragraph says nothing", "A number without words, or an opening without what follows.", "proofreading", _PP + "1. Calls upon;\n\n2. Decides to remain seized of the matter.", _PP + _OP, _empty),
    LintRule("FM30", "Openings are marked in different ways", "Italics or underlining mark the opening and nothing else, alike throughout a part.", "United Nations Editorial Manual, italics; HNMUN and westlake guides: underlined",
             "The Security Council,\n\n*Recalling* its resolution 2653 (2022),\n\n1. *Calls upon* all States to cooperate;\n\n2. Decides to remain seized of the matter.",
             "The Security Council,\n\n*Recalling* its resolution 2653 (2022),\n\n1. *Calls upon* all States to cooperate;\n\n2. *Decides* to remain seized of the matter.", _opener_markup, un=INFO, mun=INFO, setting="openers", house="mun"),
    LintRule("FM31", "A paragraph too long to be read", "A paragraph is one sentence that a room can hear; the longest of those measured has 7,826 characters.", "166 resolutions of 2020-2022",
             _PP + "1. Calls upon all States to cooperate" + " and to share what they know" * 2000 + ";\n\n2. Decides to remain seized of the matter.", _PP + _OP, _too_long),
    LintRule("FM32", "The mark-up of another house", "An opening is italic in the United Nations and underlined in some houses; the mark shows where it ends.", "AKN4UN guidelines and AMUN style guide: italic; UNA-USA and HNMUN guides: underlined",
             "The Security Council,\n\n*Recalling* its resolution 2653 (2022),\n\n1. *Calls upon* all States to cooperate;\n\n2. *Decides* to remain seized of the matter.",
             "The Security Council,\n\n<u>Recalling</u> its resolution 2653 (2022),\n\n1. <u>Calls upon</u> all States to cooperate;\n\n2. <u>Decides</u> to remain seized of the matter.", _other_markup, un=INFO, mun=WARNING, setting="openers", house="una-usa"),
)  # fmt: skip
