"""Amendments to a draft: what they say, what they change, which of them meet, and what one that carries does to the rest.

An amendment adds, deletes, replaces or moves one paragraph. It remembers the words it was proposed to, so that it can be
followed through a text that changes under it: made to fit where that is certain, and marked stale, with the reason, where it
is not. None is ever lost. All here is decided from the values given; nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from positions.council import Council
from positions.model import Entry, Slug
from positions.topic import Topic
from positions.yaml_entries import did_you_mean, read_entry
from resolutions.check import check
from resolutions.clauses import same_words
from resolutions.model import FORCES, Checked, Draft, Kind, Loose, Outcome, Paragraph, Part, Report, Value, Vote
from resolutions.numbering import Numbers, fixed, moved, next_label
from resolutions.phrases import find_opening
from resolutions.text import ended
from resolutions.word_diff import Change, changed_share, changes, contested, merged, word_count
from resolutions.wording import listed

DATA = Path(__file__).parent / "data"

State = Literal["proposed", "friendly", "carried", "failed", "withdrawn", "stale"]

_LONGEST_ID = 40


class Amendment(Value):
    """A change to one paragraph of a draft, as it was proposed or as it was made to fit since."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST_ID)]
    kind: Literal["add", "delete", "replace", "move"]
    part: Part
    paragraph: str | None = None
    """The paragraph it is about; none for one that adds."""
    after: str | None = None
    """The paragraph behind which an added or moved one goes; none for the beginning of the part."""
    text: str = ""
    """The new paragraph, or the whole new text of the one replaced."""
    base: str = ""
    """The text of the paragraph when this was proposed, or last made to fit; empty where it was not noted."""
    reason: str = ""
    sponsors: tuple[str, ...] = ()
    state: State = "proposed"
    note: str = ""
    """Why it is stale, or how it was made to fit a text that changed."""
    number: int = 0
    """Its place in the order of submission, from 1."""

    @property
    def is_open(self) -> bool:
        """True while it waits for a decision and fits the text."""
        return self.state == "proposed"

    @property
    def new_paragraph(self) -> str:
        """The id of the paragraph that one which adds brings in: from its own, so that none is ever used twice."""
        return f"a-{self.id}"[:_LONGEST_ID]


class StaleAmendment(ValueError):
    """An amendment that does not fit the text it is put to; the message says why."""


class Collision(Value):
    """Two open amendments that meet."""

    kind: Literal["words", "deletion", "places", "order"]
    """The same words; one deletes what the other is about; one paragraph to two places; only the order matters."""
    one: str
    other: str
    paragraph: str | None
    """Where they meet; none for the beginning of a part."""
    because: str

    @property
    def only_order(self) -> bool:
        """True where both can carry, and only which comes first makes a difference."""
        return self.kind == "order"


# -- whether it fits, and what it makes of the draft


def _named(part: Part) -> str:
    return "preamble" if part == "preambular" else "operative part"


def _ids(draft: Draft, part: Part) -> tuple[str, ...]:
    return tuple(p.id for p in _paragraphs(draft, part))


def _paragraphs(draft: Draft, part: Part) -> tuple[Paragraph, ...]:
    return draft.preambular if part == "preambular" else draft.operative


def _before(draft: Draft, part: Part, paragraph: str) -> str | None:
    """The paragraph before one in its part; none for the first."""
    ids = _ids(draft, part)
    index = ids.index(paragraph)
    return ids[index - 1] if index else None


def _same(one: str, other: str) -> bool:
    """Whether two texts of a paragraph differ in nothing but the closing mark and the space around it."""
    return ended(one.strip(), "") == ended(other.strip(), "")


def _misfit(draft: Draft, amendment: Amendment) -> str | None:
    """Why an amendment does not fit a draft, whatever it was proposed to."""
    part = amendment.part
    ids = _ids(draft, part)
    if amendment.kind == "add":
        if amendment.paragraph is not None:
            return "An amendment that adds a paragraph is about none that stands already; leave its target out."
    elif amendment.paragraph is None:
        return "Say which paragraph the amendment is about."
    elif amendment.paragraph not in ids:
        elsewhere = draft.part_of(amendment.paragraph)
        if elsewhere:
            return f"The paragraph stands in the {_named(elsewhere)}, not in the {_named(part)}."
        return "The paragraph it is about is not in the draft, or no longer."
    if amendment.kind in ("add", "move") and amendment.after is not None and amendment.after not in ids:
        return f"The paragraph behind which it should go is not in the {_named(part)} of the draft, or no longer."
    if amendment.kind in ("add", "replace") and not ended(amendment.text.strip(), "").strip():
        return "There is no text; write the paragraph as it should read. To take it out, propose to delete it."
    if amendment.kind == "add":
        double = next((p for p in _paragraphs(draft, part) if same_words(p.text) == same_words(amendment.text)), None)
        if double is not None:
            return "A paragraph with these words stands in the draft already."
    if amendment.kind == "move" and amendment.paragraph is not None:
        if amendment.after == amendment.paragraph:
            return "A paragraph cannot go behind itself."
        if amendment.after == _before(draft, part, amendment.paragraph):
            return "The paragraph stands there already."
    return None


def refusal(draft: Draft, amendment: Amendment) -> str | None:
    """Why an amendment cannot be proposed to a draft, or carried, as a sentence; none where it can.

    An amendment that is not refused can be applied.
    """
    if why := _misfit(draft, amendment):
        return why
    target = draft.find(amendment.paragraph or "")
    if target is None or amendment.kind == "move":
        return None
    if amendment.base and amendment.base != target.text:
        return "The paragraph has changed since this was written; renew the amendment on the text as it stands."
    if amendment.kind == "replace" and _same(amendment.text, target.text):
        return "The text is the same as it stands now; change something, or delete the paragraph."
    return None


def applied(draft: Draft, amendment: Amendment) -> Draft:
    """The draft as the amendment would have it.

    A replacement of a paragraph that changed since is merged into it by words where that is certain. The sponsors of the
    draft, and headings between paragraphs, stay.

    Raises:
        StaleAmendment: if it does not fit the draft.
    """
    if why := _misfit(draft, amendment):
        raise StaleAmendment(why)
    part = amendment.part
    paragraphs = _paragraphs(draft, part)
    if amendment.kind == "add":
        new = Paragraph(id=_free_id(draft, amendment.new_paragraph), text=amendment.text.strip())
        return draft.model_copy(update={part: _put_in(paragraphs, new, amendment.after)})
    target = next(p for p in paragraphs if p.id == amendment.paragraph)
    if amendment.kind == "delete":
        return _taken_out(draft, part, target)
    if amendment.kind == "move":
        rest = _taken_out(draft, part, target)
        alone = target.model_copy(update={"before": ()})
        return rest.model_copy(update={part: _put_in(_paragraphs(rest, part), alone, amendment.after)})
    text = merged(amendment.base or target.text, target.text, amendment.text)
    if text is None:
        raise StaleAmendment(_CONTESTED.format(_quoted(contested(amendment.base, target.text, amendment.text))))
    if _same(text, target.text):
        raise StaleAmendment("What it asks for stands in the text already.")
    return draft.with_changed(target.id, text=text.strip())


_CONTESTED = "The paragraph was changed in the same words as this would change, or beside them{}; renew it on the text as it stands."


def _quoted(words: Sequence[str], most: int = 90) -> str:
    """Contested words in brackets, as far as there is room."""
    if not words:
        return ""
    first = words[0] if len(words[0]) <= most else words[0][:most].rsplit(" ", 1)[0] + " …"
    return f" (“{_flat(first)}”)"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _free_id(draft: Draft, wanted: str) -> str:
    taken = {p.id for p in draft.paragraphs}
    made, count = wanted, 2
    while made in taken:
        made = f"{wanted[: _LONGEST_ID - 4]}-{count}"
        count += 1
    return made


def _put_in(paragraphs: tuple[Paragraph, ...], new: Paragraph, after: str | None) -> tuple[Paragraph, ...]:
    at = next((i + 1 for i, p in enumerate(paragraphs) if p.id == after), 0)
    return (*paragraphs[:at], new, *paragraphs[at:])


def _taken_out(draft: Draft, part: Part, target: Paragraph) -> Draft:
    """The draft without a paragraph; headings before it stay, before what follows it."""
    rest = draft.without(target.id)
    if not target.before:
        return rest
    order = [p.id for p in draft.paragraphs]
    following = next(iter(order[order.index(target.id) + 1 :]), None)
    heir = rest.find(following) if following else None
    if heir is None:
        return rest.model_copy(update={"closing": (*(loose.text for loose in target.before), *rest.closing)})
    loose: tuple[Loose, ...] = (*target.before, *heir.before)
    return rest.with_changed(heir.id, before=loose)


# -- which of them meet


def collisions(draft: Draft, amendments: Iterable[Amendment]) -> tuple[Collision, ...]:
    """The pairs of open amendments that meet, in the order of submission."""
    open_ones = _submitted(a for a in amendments if a.is_open)
    found: list[Collision] = []
    by_target: dict[str, list[Amendment]] = {}
    by_place: dict[tuple[Part, str | None], list[Amendment]] = {}
    by_words: dict[tuple[Part, str], list[Amendment]] = {}
    for amendment in open_ones:
        if amendment.kind == "add":
            by_words.setdefault((amendment.part, same_words(amendment.text)), []).append(amendment)
        if amendment.paragraph is not None:
            by_target.setdefault(amendment.paragraph, []).append(amendment)
        if amendment.kind in ("add", "move"):
            by_place.setdefault((amendment.part, amendment.after), []).append(amendment)
    for paragraph, group in by_target.items():
        for one, other in _pairs(group):
            met = _meet(draft, one, other)
            if met is not None:
                found.append(Collision(kind=met[0], one=one.id, other=other.id, paragraph=paragraph, because=met[1]))
    for group in by_words.values():
        for one, other in _pairs(group):
            because = "Both add the same paragraph; if one carries, the other has nothing left to do."
            found.append(Collision(kind="words", one=one.id, other=other.id, paragraph=one.after, because=because))
    doubles = {(c.one, c.other) for c in found}
    for (_, after), group in by_place.items():
        for one, other in _pairs(group):
            if (one.id, other.id) in doubles or one.paragraph is not None and one.paragraph == other.paragraph:
                continue
            what = "Both add a paragraph" if one.kind == other.kind == "add" else "Both put a paragraph"
            because = f"{what} at the same place; both may carry, and the first that does stands first."
            found.append(Collision(kind="order", one=one.id, other=other.id, paragraph=after, because=because))
    place = {a.id: index for index, a in enumerate(open_ones)}
    return tuple(sorted(found, key=lambda c: (place[c.one], place[c.other])))


def _submitted(amendments: Iterable[Amendment]) -> list[Amendment]:
    return sorted(amendments, key=lambda a: (a.number, a.id))


def _pairs(group: Sequence[Amendment]) -> Iterator[tuple[Amendment, Amendment]]:
    return ((one, other) for index, one in enumerate(group) for other in group[index + 1 :])


def _meet(
    draft: Draft, one: Amendment, other: Amendment
) -> tuple[Literal["words", "deletion", "places"], str] | None:
    """How two amendments to one paragraph get in each other's way."""
    kinds = {one.kind, other.kind}
    if kinds == {"delete"}:
        return "deletion", "Both delete the same paragraph; if one carries, the other has nothing left to do."
    if "delete" in kinds:
        does = "rewrites" if "replace" in kinds else "moves"
        return "deletion", f"One deletes the paragraph that the other {does}; if it is deleted, the other falls."
    if kinds == {"move"}:
        if one.after == other.after:
            return "places", "Both move the paragraph to the same place; if one carries, the other has nothing left to do."
        return "places", "They move one paragraph to two places; the one that carries last decides where it stands."
    if kinds != {"replace"}:
        return None
    target = draft.find(one.paragraph or "")
    base = target.text if target else one.base
    if _same(one.text, other.text):
        return "words", "Both make the same change; if one carries, the other has nothing left to do."
    if merged(base, one.text, other.text) is None:
        words = _quoted(contested(base, one.text, other.text))
        return "words", f"Both change the same words, or words side by side{words}; if one carries, the other goes stale."
    return None


# -- what one that carries does to the rest


def after_carried(
    before: Draft, carried: Amendment, others: Iterable[Amendment]
) -> tuple[Draft, tuple[Amendment, ...]]:
    """The draft with an amendment carried, and the other amendments made to fit it or marked stale.

    All others come back, in their order and with their ids and numbers; those that are not open, as they were. An open
    one that comes back open can be applied to the new draft.

    Raises:
        StaleAmendment: if the one that carries does not fit the draft.
    """
    after = applied(before, carried)
    by = f"amendment {carried.number}" if carried.number else "an amendment that carried"
    return after, tuple(a if a.id == carried.id else reanchored(before, after, (a,), by)[0] for a in others)


def reanchored(
    before: Draft, after: Draft, amendments: Iterable[Amendment], by: str = "a change of the draft"
) -> tuple[Amendment, ...]:
    """Open amendments to one state of a draft, made to fit the next or marked stale with the reason.

    Args:
        by: what changed the draft, in words, for the notes.
    """
    return tuple(_reanchored(before, after, a, by) if a.is_open else a for a in amendments)


def _reanchored(before: Draft, after: Draft, amendment: Amendment, by: str) -> Amendment:
    part = amendment.part
    now = amendment
    notes: list[str] = []
    old = before.find(amendment.paragraph or "")
    new = after.find(amendment.paragraph or "")
    if old is not None and new is None:
        gone = "is out of the draft already" if amendment.kind == "delete" else "was deleted"
        return _stale(amendment, f"The paragraph {gone}, by {by}.")
    if new is not None:
        base = amendment.base or (old.text if old else new.text)
        if base != new.text:
            if amendment.kind == "replace":
                text = merged(base, new.text, amendment.text)
                if text is None:
                    where = _quoted(contested(base, new.text, amendment.text))
                    return _stale(
                        amendment,
                        f"The same words of the paragraph, or words beside them, were changed by {by}{where}. "
                        "Renew it on the text as it stands, or withdraw it.",
                    )
                if _same(text, new.text):
                    return _stale(amendment, f"What it asks for stands in the text already, by {by}.")
                now = now.model_copy(update={"text": text})
                notes.append(f"Other words of the paragraph were changed by {by}; they are in the text proposed here now.")
            else:
                notes.append(f"The words of the paragraph were changed by {by}.")
        now = now.model_copy(update={"base": new.text})
        if amendment.kind == "move" and new.id in moved(after, fixed(before)):
            notes.append(f"The paragraph was moved by {by}.")
    if amendment.kind in ("add", "move") and amendment.after is not None:
        place, note = _place_now(before, after, part, amendment, by)
        now = now.model_copy(update={"after": place})
        notes += [note] if note else []
    if amendment.kind == "add":
        # What was added at the same place comes first: its number is known already, and stays.
        followers = _added_behind(before, after, part, now.after)
        if followers:
            now = now.model_copy(update={"after": followers[-1]})
            notes.append(f"A paragraph was added at the same place by {by}; this one follows it.")
    if why := refusal(after, now):
        return _stale(amendment, f"{why} The draft was changed by {by}.")
    if notes:
        now = now.model_copy(update={"note": " ".join(notes)})
    return now


def _stale(amendment: Amendment, note: str) -> Amendment:
    return amendment.model_copy(update={"state": "stale", "note": note})


def _place_now(before: Draft, after: Draft, part: Part, amendment: Amendment, by: str) -> tuple[str | None, str]:
    """The paragraph behind which an added or moved one goes now, and what to say of it."""
    place = amendment.after
    standing = set(_ids(after, part))
    if place in standing:
        if place in moved(after, fixed(before)):
            return place, f"The paragraph it follows was moved by {by}; it goes with it."
        return place, ""
    ids = _ids(before, part)
    if place not in ids:
        return place, ""
    earlier = [p for p in ids[: ids.index(place)] if p in standing and p != amendment.paragraph]
    behind = earlier[-1] if earlier else None
    where = "behind the one before it" if behind else "at the beginning of the part"
    return behind, f"The paragraph it follows was deleted by {by}; it goes {where}."


def _added_behind(before: Draft, after: Draft, part: Part, place: str | None) -> list[str]:
    """Paragraphs new in the draft that stand directly behind one, or at the beginning of the part."""
    ids = _ids(after, part)
    known = {p.id for p in before.paragraphs}
    start = ids.index(place) + 1 if place in ids else 0
    found: list[str] = []
    for paragraph in ids[start:]:
        if paragraph in known:
            break
        found.append(paragraph)
    return found


def falls_with(draft: Draft, carried: Amendment, others: Iterable[Amendment]) -> tuple[str, ...]:
    """The open amendments that would go stale if one carried: those need not be put to the vote after it."""
    open_ones = [a for a in others if a.is_open and a.id != carried.id]
    try:
        _, then = after_carried(draft, carried, open_ones)
    except StaleAmendment:
        return ()
    return tuple(a.id for a in then if a.state == "stale")


def friendly(amendment: Amendment, accepted_by: Collection[str], sponsors_of_draft: Collection[str]) -> bool:
    """Whether an amendment goes in without a vote: every sponsor of the draft accepts it.

    A sponsor of the draft that sponsors the amendment has accepted it by that. A draft without sponsors has nobody to
    accept for it.
    """
    return bool(sponsors_of_draft) and set(sponsors_of_draft) <= {*accepted_by, *amendment.sponsors}


# -- the order of voting

Criterion = Literal["text-first", "furthest-removed", "most-disruptive", "text", "latest", "submission"]


class Measure(Entry):
    """What makes an amendment far removed in substance."""

    force_step: Annotated[float, Field(ge=0)]
    """What a step of force counts; all the words of a paragraph count 1."""
    force_because: str
    moved: Annotated[float, Field(ge=0, le=1)]
    moved_because: str
    source: str


class OrderRule(Entry):
    """A practice by which amendments are put in order."""

    id: Slug
    name: str
    by: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    families: tuple[Slug, ...] = ()
    """The procedures that follow it, by id."""
    chair: str
    """What the chair may do about it."""
    source: str


class OrderTable(Entry):
    """The practices, and the measure that two of them need."""

    measure: Measure
    rules: tuple[OrderRule, ...]


@lru_cache(maxsize=1)
def order_table() -> OrderTable:
    """The table of `data/amendment-orders.yaml`."""
    return read_entry(DATA / "amendment-orders.yaml", OrderTable)


def order_rule(name: str) -> OrderRule:
    """The rule of an id, or that of a procedure such as `una-usa`.

    Raises:
        ValueError: if there is none.
    """
    rules = order_table().rules
    for rule in rules:
        if rule.id == name:
            return rule
    for rule in rules:
        if name in rule.families:
            return rule
    known = [rule.id for rule in rules] + [family for rule in rules for family in rule.families]
    raise ValueError(f"'{name}' is no order of amendments that is known{did_you_mean(name, known)}")


class Distance(Value):
    """How far an amendment is from the text as it stands."""

    substance: float
    """How far removed it is in substance: the share of the paragraph's words that differ, and what its force changes."""
    reach: float
    """The share of the whole draft's words that it touches."""
    because: str


def distance(draft: Draft, amendment: Amendment) -> Distance:
    """How far an amendment is from the draft, by our own measure; see the table for its reasons."""
    measure = order_table().measure
    target = draft.find(amendment.paragraph or "")
    old = target.text if target else amendment.base
    total = max(1, sum(word_count(p.text) for p in draft.paragraphs))
    part = amendment.part
    if amendment.kind == "move":
        return Distance(
            substance=measure.moved, reach=measure.moved * word_count(old) / total, because="it moves a paragraph and changes no words"
        )
    if amendment.kind == "replace":
        share = changed_share(old, amendment.text)
        before, after = _force(old, part), _force(amendment.text, part)
        steps = abs(after - before) if before is not None and after is not None else 0
        because = f"{_percent(share)} of the words differ"
        if steps and before is not None and after is not None:
            because += f", and the force goes from {FORCES[before]} to {FORCES[after]}"
        words = share * (word_count(old) + word_count(amendment.text)) / 2
        return Distance(substance=share + measure.force_step * steps, reach=words / total, because=because)
    text = amendment.text if amendment.kind == "add" else old
    does = "it adds a whole paragraph" if amendment.kind == "add" else "it deletes a whole paragraph"
    steps = _force(text, part) or 0
    return Distance(
        substance=1 + measure.force_step * steps,
        reach=word_count(text) / total,
        because=f"{does} of force {FORCES[steps]}",
    )


def _force(text: str, part: Part) -> int | None:
    opening = find_opening(text, part)
    return FORCES.index(opening.force) if opening else None


def _percent(share: float) -> str:
    return "less than 1%" if 0 < share < 0.01 else f"{share:.0%}"


class Ordered(Value):
    """An amendment's place in the order of voting, and why it has it."""

    amendment: str
    place: int
    """From 1."""
    because: str
    by_chair: bool = False


def voting_order(
    draft: Draft, amendments: Iterable[Amendment], rule: str, chosen: Sequence[str] = ()
) -> tuple[Ordered, ...]:
    """The open amendments in the order in which they are put to the vote: a proposal, on which the chair rules.

    Args:
        rule: an order or a procedure of `data/amendment-orders.yaml`, by id.
        chosen: the ids that the chair has put in order; they come first, and the rest follow by the rule.

    Raises:
        ValueError: if the rule is not known.
    """
    by = order_rule(rule)
    open_ones = {a.id: a for a in _submitted(a for a in amendments if a.is_open)}
    first = [open_ones[i] for i in dict.fromkeys(chosen) if i in open_ones]
    rest = [a for a in open_ones.values() if a.id not in chosen]
    weighed = {a.id: distance(draft, a) for a in rest}
    rest.sort(key=lambda a: tuple(_RANKS[criterion](draft, a, weighed[a.id]) for criterion in by.by))
    found = [Ordered(amendment=a.id, place=n, because="The chair put it here.", by_chair=True) for n, a in enumerate(first, start=1)]
    for place, amendment in enumerate(rest, start=len(first) + 1):
        because = ". ".join(_REASONS[criterion](amendment, weighed[amendment.id]) for criterion in by.by if criterion in _REASONS)
        found.append(Ordered(amendment=amendment.id, place=place, because=because + "."))
    return tuple(found)


def _only(amendment: Amendment) -> Literal["adds", "deletes", "rewrites"]:
    """Whether an amendment does nothing but add to the text or take from it (rule 36), in whole paragraphs or in words."""
    if amendment.kind == "add":
        return "adds"
    if amendment.kind == "delete":
        return "deletes"
    found = [c for c in changes(amendment.base, amendment.text) if word_count(c.removed + c.added)]
    if amendment.kind == "replace" and amendment.base and found:
        if not any(word_count(c.removed) for c in found):
            return "adds"
        if not any(word_count(c.added) for c in found):
            return "deletes"
    return "rewrites"


def _stands(draft: Draft, amendment: Amendment) -> tuple[int, int]:
    """Where in the draft an amendment is: a place, and whether it comes behind it."""
    order = [p.id for p in draft.paragraphs]
    place = amendment.paragraph if amendment.paragraph is not None else amendment.after
    behind = int(amendment.paragraph is None)
    if place in order:
        return order.index(place), behind
    # At the beginning of its part.
    return (0 if amendment.part == "preambular" else len(draft.preambular)), -1


_RANKS: dict[Criterion, Callable[[Draft, Amendment, Distance], tuple[float, ...]]] = {
    "text-first": lambda _, a, __: (float(_only(a) == "rewrites"),),
    "furthest-removed": lambda _, __, d: (-round(d.substance, 9),),
    "most-disruptive": lambda _, __, d: (-round(d.reach, 9),),
    "text": lambda draft, a, _: _stands(draft, a),
    "latest": lambda _, a, __: (float(-a.number),),
    "submission": lambda _, a, __: (float(a.number),),
}

_DOES = {
    "adds": "It only adds to the text, and such amendments come first",
    "deletes": "It only takes from the text, and such amendments come first",
    "rewrites": "It rewrites or moves, and comes after those that only add or delete",
}

_REASONS: dict[Criterion, Callable[[Amendment, Distance], str]] = {
    "text-first": lambda a, _: _DOES[_only(a)],
    "furthest-removed": lambda _, d: f"Distance {d.substance:.2f}: {d.because}",
    "most-disruptive": lambda _, d: f"It touches {_percent(d.reach)} of the draft: {d.because}",
    "text": lambda a, _: "It stands here in the text",
    "latest": lambda a, _: f"Submitted as number {a.number}; the last comes first",
    "submission": lambda a, _: f"Submitted as number {a.number}",
}


# -- what would change if it carried


class VoteChange(Value):
    """A member whose expected vote an amendment changes."""

    member: str
    before: Vote
    after: Vote
    because: str


class SponsorEffect(Value):
    """A sponsor of the draft before and after an amendment."""

    delegation: str
    before: Kind | None
    """Its reaction to the paragraph as it stands; none for a new paragraph, and for a delegation the topic does not know."""
    after: Kind | None
    """Its reaction to the paragraph as amended or added; none for a deleted one."""
    because: str
    """Why it would react so, with the source."""
    breaks: tuple[str, ...] = ()
    """The paragraphs of the amended draft that it would have to speak against, and does not have to as things stand."""
    mends: tuple[str, ...] = ()
    """The paragraphs that it has to speak against as things stand, and then would not, or that would be gone."""

    @property
    def stance_broken(self) -> bool:
        """True where its own stance would be broken that is not now."""
        return bool(self.breaks)


class Effect(Value):
    """What an amendment would change: the expected outcome, votes, and the sponsors' reactions."""

    outcome_before: Outcome
    outcome_after: Outcome
    in_favour_before: tuple[int, int]
    in_favour_after: tuple[int, int]
    vetoes_before: tuple[str, ...]
    vetoes_after: tuple[str, ...]
    votes: tuple[VoteChange, ...]
    sponsors: tuple[SponsorEffect, ...]
    line: str
    """All of it in a sentence or two."""


def effect(
    draft: Draft,
    amendment: Amendment,
    topic: Topic,
    council: Council,
    report: Report | None = None,
    numbers: Numbers | None = None,
) -> Effect:
    """What would change if an amendment carried, all else being as it is.

    Args:
        report: the check of the draft as it stands, where it is at hand.
        numbers: the numbers of the draft on paper, by which the sentences are to name paragraphs.

    Raises:
        StaleAmendment: if the amendment does not fit the draft.
    """
    amended = applied(draft, amendment)
    before = report or check(draft, topic, council, numbers=numbers)
    after = check(amended, topic, council, numbers=numbers)
    votes = tuple(
        VoteChange(member=member, before=now.vote, after=then.vote, because=then.because)
        for member, now in before.forecast.members.items()
        if (then := after.forecast.members[member]).vote is not now.vote
    )
    known = {p.id for p in draft.paragraphs}
    target = amendment.paragraph or next(p.id for p in amended.paragraphs if p.id not in known)
    sponsors = tuple(_sponsor(d, target, before.paragraphs, after.paragraphs) for d in draft.sponsors)
    return Effect(
        outcome_before=before.forecast.outcome,
        outcome_after=after.forecast.outcome,
        in_favour_before=before.forecast.in_favour,
        in_favour_after=after.forecast.in_favour,
        vetoes_before=before.forecast.vetoes,
        vetoes_after=after.forecast.vetoes,
        votes=votes,
        sponsors=sponsors,
        line=_effect_line(before, after, votes, sponsors, topic),
    )


_AGAINST = (Kind.OBJECTS, Kind.RED_LINE)


def _sponsor(delegation: str, target: str, before: Sequence[Checked], after: Sequence[Checked]) -> SponsorEffect:
    def against(checked: Sequence[Checked]) -> dict[str, None]:
        return {c.paragraph.id: None for c in checked if delegation in c.reactions and c.reactions[delegation].kind in _AGAINST}

    now = next((c.reactions.get(delegation) for c in before if c.paragraph.id == target), None)
    then = next((c.reactions.get(delegation) for c in after if c.paragraph.id == target), None)
    shown = then or now
    source = f" ({shown.source})" if shown and shown.source else ""
    broken, broken_then = against(before), against(after)
    return SponsorEffect(
        delegation=delegation,
        before=now.kind if now else None,
        after=then.kind if then else None,
        because=f"{shown.because}{source}" if shown and shown.because else "",
        breaks=tuple(p for p in broken_then if p not in broken),
        mends=tuple(p for p in broken if p not in broken_then),
    )


def _effect_line(
    before: Report, after: Report, votes: Sequence[VoteChange], sponsors: Sequence[SponsorEffect], topic: Topic
) -> str:
    def name(delegation: str) -> str:
        known = topic.delegation_by_id.get(delegation)
        return known.name if known else delegation

    now, then = before.forecast, after.forecast
    if now.outcome is not then.outcome or now.vetoes != then.vetoes:
        found = f"Expected outcome: {now.outcome.value} now, {then.outcome.value} with it"
        if then.vetoes and then.vetoes != now.vetoes:
            found += f" (against: {listed([name(v) for v in then.vetoes])})"
        elif now.vetoes and not then.vetoes:
            found += f" ({listed([name(v) for v in now.vetoes])} no longer against)"
    else:
        found = f"Expected outcome: {now.outcome.value}, as now"
    if now.in_favour != then.in_favour:
        found += f"; in favour {_range(now.in_favour)} now, {_range(then.in_favour)} with it"
    found += f"; {len(votes) or 'no'} vote{'' if len(votes) == 1 else 's'} would change."
    broken = [name(s.delegation) for s in sponsors if s.stance_broken]
    if broken:
        found += f" It would break the stance of a sponsor of the draft: {listed(broken)}."
    return found


def _range(votes: tuple[int, int]) -> str:
    return str(votes[0]) if votes[0] == votes[1] else f"{votes[0]} to {votes[1]}"


# -- in words

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip

_MOST_PLACES = 3
_MOST_WORDS = 30
_MOST_CHANGED = 0.6
_CONTEXT = 6
"""Words that are quoted with a change at most, so that its place is certain."""


def described(amendment: Amendment, labels: Mapping[str, str], draft: Draft | None = None) -> str:
    """An amendment as the United Nations words it, with only the words quoted that change where these are few.

    Args:
        labels: the label of each paragraph (`resolutions.numbering.labels`).
        draft: the draft, to tell the labels of its two parts apart; without it the label of a new paragraph may skip one
            that only the other part has.
    """
    part = amendment.part
    if amendment.kind == "add":
        taken = [label for p, label in labels.items() if draft is None or draft.part_of(p) == part]
        if amendment.after is None:
            where, label = f"At the beginning of the {_named(part)}", next_label("0", taken)
        else:
            where = f"After {_paragraph_named(part, labels.get(amendment.after))}"
            label = next_label(labels[amendment.after], taken) if amendment.after in labels else ""
        what = "paragraph" if part == "operative" else "preambular paragraph"
        if amendment.after is None and (part == "preambular" or not taken):
            # What bears no number on paper is told by its place, and so is the first of a part that had none.
            return f"{where}, insert a new first {what}: {_quote(amendment.text)}"
        return f"{where}, insert a new {' '.join(w for w in (what, label) if w)}: {_quote(amendment.text)}"
    name = _paragraph_named(part, labels.get(amendment.paragraph or ""))
    if amendment.kind == "delete":
        return f"Delete {name}."
    if amendment.kind == "move":
        if amendment.after is None:
            return f"Move {name} to the beginning of the {_named(part)}."
        return f"Move {name} to follow {_paragraph_named(part, labels.get(amendment.after))}."
    places = changes(amendment.base, amendment.text)
    few = 0 < len(places) <= _MOST_PLACES and all(word_count(c.removed) <= _MOST_WORDS and word_count(c.added) <= _MOST_WORDS for c in places)
    if not amendment.base or not few or changed_share(amendment.base, amendment.text) > _MOST_CHANGED:
        return f"Replace {name} with the following: {_quote(amendment.text)}"
    said = [_change_in_words(amendment.base, places, index) for index in range(len(places))]
    joined = "; ".join([*said[:-2], "; and ".join(said[-2:])])
    return f"In {name}, {joined}."


def _paragraph_named(part: Part, label: str | None) -> str:
    """A paragraph as it is spoken of: by its number, or in the preamble, which bears none, by its place."""
    if label is None:
        return f"{'a preambular' if part == 'preambular' else 'an operative'} paragraph that is no longer in the draft"
    if part == "preambular" and label.isdecimal() and 0 < int(label) <= len(_ORDINALS):
        return f"the {_ORDINALS[int(label) - 1]} preambular paragraph"
    return f"{part} paragraph {label}"


def _quote(text: str) -> str:
    return "“" + text.strip().replace("“", "‘").replace("”", "’") + "”"


def _words(text: str) -> str:
    """A quotation with what it is: the words, the word, or nothing for a mark."""
    quoted = _quote(_flat(text))
    count = word_count(text)
    if count == 0 or not quoted[1].isalnum():
        return quoted
    return f"the word{'' if count == 1 else 's'} {quoted}"


def _change_in_words(base: str, places: Sequence[Change], index: int) -> str:
    change = places[index]
    # Words that another change touches are no place to go by.
    low = places[index - 1].end if index else 0
    high = places[index + 1].start if index + 1 < len(places) else len(base)
    if not change.removed:
        if not base[change.end :].strip(" \n.,;"):
            return f"at the end, add {_words(change.added)}"
        if start := _context_start(base, low, change.start, change.start):
            return f"after {_words(base[start:change.start])}, insert {_words(change.added)}"
        end = _context_end(base, change.end, high)
        return f"before {_words(base[change.end:end])}, insert {_words(change.added)}"
    start, end = change.start, change.end
    if base.count(change.removed) > 1:
        start = _context_start(base, low, start, end) if start > low else start
        if base.count(base[start:end]) > 1:
            end = _context_end(base, end, high)
    if not change.added:
        if start < change.start:
            return f"after {_words(base[start:change.start])}, delete {_words(change.removed)}"
        if end > change.end:
            return f"before {_words(base[change.end:end])}, delete {_words(change.removed)}"
        return f"delete {_words(change.removed)}"
    new = base[start : change.start] + change.added + base[change.end : end]
    old, new = _words(base[start:end]), _quote(_flat(new))
    return f"replace {old} with {new}"


def _context_start(base: str, low: int, start: int, end: int) -> int:
    """Where words before a place begin that are enough to find it, not before `low`; 0 at the beginning of the text."""
    at = start
    for _ in range(_CONTEXT):
        earlier = base[low:at].rstrip()
        if not earlier:
            break
        at = low + max(earlier.rfind(" "), earlier.rfind("\n")) + 1
        if base.count(base[at:end]) == 1 and word_count(base[at:start]) >= (2 if end == start else 1):
            break
    return at


def _context_end(base: str, end: int, high: int) -> int:
    """Where words after a place end that are enough to find it."""
    at = end
    for _ in range(_CONTEXT):
        rest = base[at:high]
        stripped = rest.lstrip()
        if not stripped:
            break
        at += len(rest) - len(stripped) + len(stripped.split(maxsplit=1)[0])
        if word_count(base[end:at]) >= 2:
            break
    return at
