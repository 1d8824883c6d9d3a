"""Amendments that come out of a text again: whatever they did to it, in whatever order, leaves nothing behind."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.room import Proposed, Shared
from records.taken_in import objection, others_again, taken, without
from resolutions.amendments import Amendment, after_carried, refusal
from resolutions.model import Draft, Loose, Paragraph

WORDS = ("Urges calm", "Requests a report on the matter", "Decides to meet again", "Calls upon all States to cooperate", "Notes with concern the traffic in arms")


def drafted(luck: random.Random) -> Draft:
    """A draft of some paragraphs in both parts, with headings between some."""

    def some(prefix: str, count: int) -> tuple[Paragraph, ...]:
        made = []
        for number in range(1, count + 1):
            before = (Loose(kind="heading", text=f"Part {luck.randrange(9)}"),) if luck.random() < 0.3 else ()
            made.append(Paragraph(id=f"{prefix}{number}", text=f"{luck.choice(WORDS)}, {prefix}{number};", before=before))
        return tuple(made)

    return Draft(preambular=some("a", luck.randrange(3)), operative=some("p", luck.randrange(1, 5)), closing=("Annex",) if luck.random() < 0.3 else ())


def proposed(luck: random.Random, draft: Draft, number: int) -> Amendment:
    """Any amendment to a draft, sensible or not."""
    target = luck.choice(draft.paragraphs)
    part = draft.part_of(target.id) or "operative"
    ids = [p.id for p in (draft.preambular if part == "preambular" else draft.operative)]
    kind = luck.choice(("add", "delete", "replace", "replace", "move"))
    text = luck.choice((f"{luck.choice(WORDS)}, number {number};", target.text.replace(",", " and soon,", 1)))
    return Amendment(
        id=f"m{number}", kind=kind, part=part, paragraph=None if kind == "add" else target.id, after=luck.choice((None, *ids)), text=text,
        base="" if kind in ("add", "move") else target.text, sponsors=("mexico",), number=number,
    )  # fmt: skip


@given(st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_amendments_that_carried_one_after_the_other_come_out_the_last_first_and_leave_nothing_behind(seed: int) -> None:
    luck = random.Random(seed)
    draft = drafted(luck)
    waiting = tuple(one for number in range(1, 6) if not refusal(draft, one := proposed(luck, draft, number)))
    done = []
    while open_ones := [one for one in waiting if one.is_open and not refusal(draft, one)]:
        carried = luck.choice(open_ones)
        others = tuple(one for one in waiting if one.id != carried.id)
        after, left = after_carried(draft, carried, others)
        done.append((draft, waiting, carried, taken(draft, after, carried, zip(others, left, strict=True))))
        by_id = {one.id: one for one in left}
        waiting = tuple(by_id.get(one.id) or one.model_copy(update={"state": "carried"}) for one in waiting)
        draft = after
    for before, then, carried, what in reversed(done):
        assert objection(draft, what) == ""
        shared = Shared(id="d1", author="france", draft=draft, amendments=tuple(Proposed(amendment=one, seat="mexico") for one in waiting))
        draft = without(draft, what)
        assert draft == before
        waiting = tuple(one.amendment for one in others_again(shared, draft, carried, what))
        assert waiting == then


TEXT = Draft(operative=tuple(Paragraph(id=f"p{n}", text=f"{words};") for n, words in enumerate(WORDS, start=1)))


def carried(amendment: Amendment) -> tuple[Draft, object]:
    after, _ = after_carried(TEXT, amendment, ())
    return after, taken(TEXT, after, amendment, ())


def test_a_paragraph_that_was_moved_goes_back_with_the_words_that_it_has_by_now() -> None:
    draft, done = carried(Amendment(id="m1", kind="move", part="operative", paragraph="p1", after="p3"))
    changed = draft.with_changed("p1", text="Urges all to be calm;")
    back = without(changed, done)  # type: ignore[arg-type]
    assert [one.id for one in back.operative] == ["p1", "p2", "p3", "p4", "p5"]
    assert back.operative[0].text == "Urges all to be calm;"


def test_a_paragraph_that_was_deleted_and_brought_back_by_hand_does_not_stand_twice() -> None:
    draft, done = carried(Amendment(id="m1", kind="delete", part="operative", paragraph="p2"))
    by_hand = draft.model_copy(update={"operative": (*draft.operative, TEXT.operative[1])})
    assert without(by_hand, done) == by_hand  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amendment", "since", "why"),
    [
        (Amendment(id="m1", kind="add", part="operative", after="p1", text="Commends the mission;"), lambda d: d.without("a-m1"), "has been deleted since"),
        (Amendment(id="m1", kind="add", part="operative", after="p1", text="Commends the mission;"), lambda d: d.with_changed("a-m1", text="Commends it;"), "changed again since"),
        (Amendment(id="m1", kind="replace", part="operative", paragraph="p1", text="Demands calm;"), lambda d: d.with_changed("p1", text="Asks for calm;"), "changed again since"),
    ],
)  # fmt: skip
def test_what_was_changed_since_is_not_taken_out(amendment: Amendment, since: object, why: str) -> None:
    draft, done = carried(amendment)
    now = since(draft)  # type: ignore[operator]
    assert why in objection(now, done)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=why):
        without(now, done)  # type: ignore[arg-type]
