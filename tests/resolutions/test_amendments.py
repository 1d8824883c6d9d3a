"""Amendments: what they do to a draft, which meet, what one that carries does to the rest, and in which order they go."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from positions.council import Council
from positions.topic import Topic
from resolutions.amendments import (
    Amendment,
    StaleAmendment,
    after_carried,
    applied,
    collisions,
    described,
    distance,
    effect,
    falls_with,
    friendly,
    order_rule,
    order_table,
    reanchored,
    refusal,
    voting_order,
)
from resolutions.check import check
from resolutions.model import Draft, Kind, Loose, Outcome, Paragraph, Vote
from resolutions.numbering import fixed, labels

DRAFT = Draft(
    sponsors=("france", "mexico"),
    preambular=(
        Paragraph(id="k", text="Recalling its resolution 2653 (2022),"),
        Paragraph(id="l", text="Alarmed by the number of lives lost to drug trafficking,"),
    ),
    operative=(
        Paragraph(id="p1", text="Calls upon all States to share evidence of the finances of cartels with the host State;"),
        Paragraph(id="p2", text="Requests the Secretary-General to report to the Council within ninety days;"),
        Paragraph(id="p3", text="Urges States to reduce demand for illicit drugs through prevention and treatment of States;"),
        Paragraph(id="p4", text="Decides to remain seized of the matter."),
    ),
)
LABELS = labels(DRAFT, fixed(DRAFT))


def add(text: str, after: str | None = None, part: str = "operative", **more: Any) -> Amendment:
    return Amendment(**{"id": "add", "kind": "add", "part": part, "after": after, "text": text} | more)


def delete(paragraph: str, **more: Any) -> Amendment:
    return Amendment(**{"id": "delete", "kind": "delete", "paragraph": paragraph} | about(paragraph) | more)


def move(paragraph: str, after: str | None, **more: Any) -> Amendment:
    return Amendment(**{"id": "move", "kind": "move", "paragraph": paragraph, "after": after} | about(paragraph) | more)


def replace(paragraph: str, old: str, new: str, **more: Any) -> Amendment:
    """A replacement of some words of a paragraph."""
    base = about(paragraph)["base"]
    assert old in base
    text = base.replace(old, new, 1)
    return Amendment(**{"id": "replace", "kind": "replace", "paragraph": paragraph, "text": text} | about(paragraph) | more)


def about(paragraph: str) -> dict[str, str]:
    found = DRAFT.find(paragraph)
    return {"part": DRAFT.part_of(paragraph) or "operative", "base": found.text if found else ""}


def ids(draft: Draft, part: str = "operative") -> list[str]:
    return [p.id for p in getattr(draft, part)]


# -- what cannot be proposed


@pytest.mark.parametrize(
    ("amendment", "says"),
    [
        (delete("p9"), "not in the draft"),
        (delete("p1", part="preambular"), "stands in the operative part"),
        (Amendment(id="x", kind="delete", part="operative"), "Say which paragraph"),
        (add("Requests a report", paragraph="p1"), "none that stands already"),
        (add("  "), "There is no text"),
        (add(";"), "There is no text"),
        (add("Requests a report", after="p9"), "behind which it should go"),
        (add("Requests a report", after="k"), "behind which it should go"),
        (add("calls upon all States to share evidence of the finances of cartels with the host State"), "stands in the draft already"),
        (replace("p1", "", ""), "the same as it stands"),
        (replace("p4", ".", ";"), "the same as it stands"),
        (replace("p1", "all", "many", text=""), "There is no text"),
        (replace("p1", "all", "many", base="Calls upon others"), "has changed since"),
        (delete("p1", base="Calls upon others"), "has changed since"),
        (move("p3", "p2"), "stands there already"),
        (move("p1", None), "stands there already"),
        (move("p1", "p1"), "behind itself"),
        (move("p1", "k"), "behind which it should go"),
    ],
)
def test_what_cannot_be_proposed_is_refused_with_a_sentence(amendment: Amendment, says: str) -> None:
    why = refusal(DRAFT, amendment)
    assert why is not None and says in why
    assert why.endswith(".")


FINE = [
    add("Requests a report;", after="p2"),
    add("Requests a report;"),
    add("Noting the report,", after="k", part="preambular"),
    delete("p2"),
    delete("k"),
    move("p4", None),
    move("p1", "p3"),
    move("p1", "p3", base="words that changed since do not matter to a move"),
    replace("p1", "all States", "Member States"),
    replace("p1", "all States", "Member States", base=""),
]


@pytest.mark.parametrize("amendment", FINE, ids=lambda a: f"{a.kind}-{a.paragraph}-{a.after}")
def test_what_is_not_refused_can_be_applied(amendment: Amendment) -> None:
    assert refusal(DRAFT, amendment) is None
    assert applied(DRAFT, amendment) != DRAFT


def test_an_amendment_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        FINE[0].text = "other"  # type: ignore[misc]


# -- what it makes of the draft


def test_the_four_kinds() -> None:
    assert ids(applied(DRAFT, add("Requests a report;", after="p2"))) == ["p1", "p2", "a-add", "p3", "p4"]
    assert ids(applied(DRAFT, add("Requests a report;"))) == ["a-add", "p1", "p2", "p3", "p4"]
    assert ids(applied(DRAFT, delete("p2"))) == ["p1", "p3", "p4"]
    assert ids(applied(DRAFT, move("p4", "p1"))) == ["p1", "p4", "p2", "p3"]
    assert ids(applied(DRAFT, move("p1", "p3"))) == ["p2", "p3", "p1", "p4"]
    changed = applied(DRAFT, replace("p2", "ninety", "sixty"))
    assert changed.operative[1].text == "Requests the Secretary-General to report to the Council within sixty days;"
    assert ids(applied(DRAFT, delete("k")), "preambular") == ["l"]


def test_a_replacement_is_merged_into_a_text_that_changed_elsewhere() -> None:
    later = DRAFT.with_changed("p2", text=DRAFT.operative[1].text.replace("Requests", "Also requests"))
    found = applied(later, replace("p2", "ninety", "sixty"))
    assert found.operative[1].text == "Also requests the Secretary-General to report to the Council within sixty days;"


def test_a_replacement_is_not_merged_where_the_same_words_changed() -> None:
    later = DRAFT.with_changed("p2", text=DRAFT.operative[1].text.replace("ninety", "thirty"))
    with pytest.raises(StaleAmendment, match=r"in the same words .*\(“ninety”\)"):
        applied(later, replace("p2", "ninety", "sixty"))


def test_what_stands_already_is_stale() -> None:
    with pytest.raises(StaleAmendment, match="stands in the text already"):
        applied(applied(DRAFT, replace("p2", "ninety", "sixty")), replace("p2", "ninety", "sixty"))
    with pytest.raises(StaleAmendment, match="not in the draft"):
        applied(DRAFT.without("p2"), delete("p2"))


def test_headings_stay_where_they_are() -> None:
    heading = Loose(kind="heading", text="Sanctions")
    draft = DRAFT.with_changed("p2", before=(heading,))
    assert applied(draft, delete("p2")).operative[1].before == (heading,)
    assert applied(draft, move("p2", "p3")).operative[1].before == (heading,)
    last = DRAFT.with_changed("p4", before=(heading,))
    assert applied(last, delete("p4")).closing == ("Sanctions",)
    preamble = DRAFT.with_changed("l", before=(heading,))
    assert applied(preamble, delete("l")).operative[0].before == (heading,)


def test_a_new_paragraph_never_takes_the_id_of_one_that_was_there() -> None:
    draft = applied(DRAFT, add("Requests a report;", id="x" * 40))
    assert len(draft.operative[0].id) <= 40
    again = applied(draft, add("Requests more;", id="x" * 40))
    assert len({p.id for p in again.paragraphs}) == 8


# -- which of them meet


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (replace("p1", "all States", "Member States"), replace("p1", " all", " most"), "words"),
        (replace("p1", "all States", "Member States"), replace("p1", "all States", "Member States"), "words"),
        (replace("p1", "all States", "Member States"), replace("p1", "host State", "State concerned"), None),
        (replace("p1", "all States", "Member States"), replace("p2", "ninety", "sixty"), None),
        (replace("p1", "all States", "Member States"), delete("p1"), "deletion"),
        (delete("p1"), delete("p1"), "deletion"),
        (delete("p1"), move("p1", "p2"), "deletion"),
        (delete("p1"), delete("p2"), None),
        (move("p1", "p2"), move("p1", "p3"), "places"),
        (move("p1", "p2"), move("p1", "p2"), "places"),
        (move("p1", "p2"), replace("p1", " all", " most"), None),
        (move("p1", "p3"), move("p2", "p3"), "order"),
        (add("Requests a report"), add("Requests a list"), "order"),
        (add("Requests a report", "p2"), move("p1", "p2"), "order"),
        (add("Requests a report"), add("Requests a report;", "p2"), "words"),
        (add("Requests a report", "p1"), add("Requests a list", "p2"), None),
        (add("Noting"), add("Noting a", part="preambular"), None),
        (add("Requests a report", "p1"), delete("p1"), None),
    ],
)
def test_pairs_that_meet(one: Amendment, other: Amendment, kind: str | None) -> None:
    pair = (one.model_copy(update={"id": "a", "number": 1}), other.model_copy(update={"id": "b", "number": 2}))
    found = collisions(DRAFT, pair)
    assert [c.kind for c in found] == ([kind] if kind else [])
    assert [(c.one, c.other) for c in found] == ([("a", "b")] if kind else [])
    assert all(c.because.endswith(".") and c.only_order == (kind == "order") for c in found)
    assert [c.kind for c in collisions(DRAFT, pair[::-1])] == [c.kind for c in found]


def test_the_contested_words_are_named() -> None:
    found = collisions(DRAFT, [replace("p2", "ninety", "sixty"), replace("p2", "ninety", "thirty", id="b")])
    assert "“ninety”" in found[0].because


@pytest.mark.parametrize("state", ["friendly", "carried", "failed", "withdrawn", "stale"])
def test_what_is_not_open_meets_nothing(state: str) -> None:
    assert collisions(DRAFT, [delete("p1", state=state), delete("p1", id="b")]) == ()


# -- what one that carries does to the rest


def after(carried: Amendment, other: Amendment) -> tuple[Draft, Amendment]:
    draft, others = after_carried(DRAFT, carried.model_copy(update={"id": "first", "number": 2}), [other])
    return draft, others[0]


def test_words_elsewhere_in_the_paragraph_are_taken_in() -> None:
    draft, other = after(replace("p1", "all States", "Member States"), replace("p1", "the host State", "the State concerned"))
    assert other.state == "proposed"
    assert other.base == draft.operative[0].text
    assert other.text == "Calls upon Member States to share evidence of the finances of cartels with the State concerned;"
    assert "amendment 2" in other.note


@pytest.mark.parametrize(
    ("carried", "other", "says"),
    [
        (replace("p2", "ninety", "sixty"), replace("p2", "ninety days", "a month"), "“ninety days”"),
        (replace("p2", "ninety", "sixty"), replace("p2", "ninety", "sixty"), "stands in the text already"),
        (delete("p2"), replace("p2", "ninety", "sixty"), "was deleted"),
        (delete("p2"), delete("p2"), "already"),
        (delete("p2"), move("p2", None), "was deleted"),
        (move("p2", None), move("p2", None), "stands there already"),
        (delete("p2"), move("p3", "p1"), "stands there already"),
        (add("Requests a list"), add("Requests a list;", "p3"), "stands in the draft already"),
    ],
)
def test_what_no_longer_fits_is_stale_with_the_reason(carried: Amendment, other: Amendment, says: str) -> None:
    _, found = after(carried, other)
    assert found.state == "stale"
    assert says in found.note and "amendment 2" in found.note
    assert found.text == other.text and found.base == other.base


def test_an_anchor_that_is_deleted_becomes_the_one_before_it() -> None:
    draft, other = after(delete("p2"), add("Requests a list;", "p2"))
    assert (other.state, other.after) == ("proposed", "p1")
    assert "deleted by amendment 2" in other.note
    assert ids(applied(draft, other)) == ["p1", "a-add", "p3", "p4"]
    _, other = after(delete("p1"), add("Requests a list;", "p1"))
    assert (other.state, other.after) == ("proposed", None)
    _, other = after(delete("p2"), move("p4", "p2"))
    assert (other.state, other.after) == ("proposed", "p1")


def test_an_anchor_that_is_moved_takes_along_what_follows_it() -> None:
    draft, other = after(move("p1", "p3"), add("Requests a list;", "p1"))
    assert "moved by amendment 2" in other.note
    assert ids(applied(draft, other)) == ["p2", "p3", "p1", "a-add", "p4"]


def test_a_paragraph_added_at_the_same_place_keeps_its_number() -> None:
    numbers = fixed(DRAFT)
    draft, other = after(add("Requests a report;", "p2"), add("Requests a list;", "p2"))
    first = labels(draft, numbers)["a-first"]
    assert first == "2 bis"
    then = labels(applied(draft, other), numbers)
    assert (then["a-first"], then["a-add"]) == ("2 bis", "2 ter")
    draft, other = after(add("Requests a report;"), add("Requests a list;"))
    assert ids(applied(draft, other))[:2] == ["a-first", "a-add"]


def test_a_deletion_and_a_move_go_on_when_the_words_change() -> None:
    draft, other = after(replace("p2", "ninety", "sixty"), delete("p2"))
    assert (other.state, other.base) == ("proposed", draft.operative[1].text)
    assert "words of the paragraph were changed by amendment 2" in other.note
    _, other = after(replace("p2", "ninety", "sixty"), move("p2", None))
    assert other.state == "proposed"


def test_one_that_is_not_touched_stays_as_it_was() -> None:
    untouched = replace("p1", " all", " many", sponsors=("china",), reason="Too many.")
    assert after(replace("p2", "ninety", "sixty"), untouched)[1] == untouched


def test_one_that_does_not_fit_cannot_carry() -> None:
    with pytest.raises(StaleAmendment):
        after_carried(DRAFT, delete("p9"), [])


def test_a_change_by_the_dais_is_followed_too() -> None:
    edited = DRAFT.with_changed("p2", text=DRAFT.operative[1].text.replace("Requests", "Also requests"))
    (found,) = reanchored(DRAFT, edited, [replace("p2", "ninety", "sixty")], "the dais")
    assert found.text.startswith("Also requests") and "the dais" in found.note


def test_what_falls_with_another_is_said_before_the_vote() -> None:
    open_ones = [delete("p2"), replace("p2", "ninety", "sixty"), move("p2", None), add("Requests a list", "p2")]
    assert falls_with(DRAFT, open_ones[0], open_ones) == ("replace", "move")
    assert falls_with(DRAFT, delete("p9"), open_ones) == ()


WORDS = st.lists(st.sampled_from([f"w{i}" for i in range(12)]), min_size=1, max_size=8).map(" ".join)
VERBS = st.sampled_from(["Requests", "Decides", "Urges", "Calls upon"])
TEXTS = st.builds(lambda verb, words: f"{verb} {words};", VERBS, WORDS)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    def made(prefix: str, most: int) -> tuple[Paragraph, ...]:
        texts = draw(st.lists(TEXTS, max_size=most))
        return tuple(Paragraph(id=f"{prefix}{i}", text=f"{text[:-1]} {prefix}{i};") for i, text in enumerate(texts))

    return Draft(preambular=made("k", 2), operative=made("p", 5), sponsors=("france",))


@st.composite
def proposals(draw: st.DrawFn, draft: Draft, count: int = 8) -> list[Amendment]:
    """Amendments to a draft, most of them fine, some not."""
    found = []
    places = [p.id for p in draft.paragraphs] + ["nowhere"]
    for number in range(1, draw(st.integers(1, count)) + 1):
        kind = draw(st.sampled_from(["add", "delete", "replace", "replace", "move"]))
        target = None if kind == "add" else draw(st.sampled_from(places))
        part = draft.part_of(target or "") or draw(st.sampled_from(["preambular", "operative"]))
        known = draft.find(target or "")
        base = known.text if known else ""
        text = ""
        if kind == "add":
            text = f"Requests {draw(WORDS)} new{number};"
        elif kind == "replace":
            words = base.rstrip(";").split() or ["Requests"]
            at = draw(st.integers(0, len(words) - 1))
            new = draw(st.sampled_from([f"x{number}", f"x{number} and {words[at]}", "x", ""]))
            text = " ".join([*words[:at], *new.split(), *words[at + 1 :]]) + ";"
        here = [p.id for p in getattr(draft, part)]
        after = draw(st.sampled_from([None, *here])) if kind in ("add", "move") else None
        state = draw(st.sampled_from(["proposed"] * 6 + ["failed", "withdrawn", "stale"]))
        found.append(
            Amendment(
                id=f"m{number}", kind=kind, part=part, paragraph=target, after=after, text=text, base=base,
                number=number, state=state, sponsors=(f"s{number}",),
            )
        )  # fmt: skip
    return found


@given(st.data())
def test_what_is_not_refused_never_fails(data: st.DataObject) -> None:
    draft = data.draw(drafts())
    for amendment in data.draw(proposals(draft)):
        if refusal(draft, amendment) is None:
            made = applied(draft, amendment)
            counts = {"add": 1, "delete": -1, "replace": 0, "move": 0}
            assert len(made.paragraphs) == len(draft.paragraphs) + counts[amendment.kind]
            assert len({p.id for p in made.paragraphs}) == len(made.paragraphs)
            assert made != draft
        described(amendment, labels(draft, fixed(draft)), draft)


@given(st.data())
def test_none_is_lost_whatever_carries(data: st.DataObject) -> None:
    draft = data.draw(drafts())
    amendments = data.draw(proposals(draft))
    names = [(a.id, a.number, a.kind, a.part, a.paragraph, a.sponsors) for a in amendments]
    ever = {p.id for p in draft.paragraphs}
    while carries := [a for a in amendments if a.is_open and refusal(draft, a) is None]:
        carried = data.draw(st.sampled_from(carries))
        before, others = draft, [a for a in amendments if a is not carried]
        draft, then = after_carried(before, carried, others)
        assert [a.id for a in then] == [a.id for a in others]
        for old, new in zip(others, then, strict=True):
            if not old.is_open:
                assert new == old
                continue
            assert new.state in ("proposed", "stale")
            if new.state == "stale":
                assert new.note and new.text == old.text and new.base == old.base
            else:
                assert refusal(draft, new) is None
                applied(draft, new)
        # No paragraph comes back under the name of another.
        new_ids = {p.id for p in draft.paragraphs} - {p.id for p in before.paragraphs}
        assert not new_ids & ever
        ever |= new_ids
        by_id = {a.id: a for a in then} | {carried.id: carried.model_copy(update={"state": "carried"})}
        amendments = [by_id[a.id] for a in amendments]
        assert [(a.id, a.number, a.kind, a.part, a.paragraph, a.sponsors) for a in amendments] == names


@given(st.data())
def test_two_that_do_not_meet_may_carry_in_either_order(data: st.DataObject) -> None:
    """Moves are left out: what follows a paragraph goes with it, so it matters there which came first."""
    draft = data.draw(drafts())
    found = [a for a in data.draw(proposals(draft)) if a.is_open and a.kind != "move" and refusal(draft, a) is None]
    for one, other in zip(found, found[1:], strict=False):
        if collisions(draft, [one, other]):
            continue
        first, (then,) = after_carried(draft, one, [other])
        again, (back,) = after_carried(draft, other, [one])
        if "stale" in (then.state, back.state):
            # What two rewritten paragraphs have in common may turn up only when one carries: the same words twice.
            continue
        assert applied(first, then) == applied(again, back)


@given(st.data())
def test_what_collides_on_words_goes_stale_and_nothing_else_does(data: st.DataObject) -> None:
    draft = data.draw(drafts())
    found = [a for a in data.draw(proposals(draft)) if a.is_open and a.kind in ("delete", "replace") and refusal(draft, a) is None]
    for one in found:
        for other in found:
            if one is other:
                continue
            met = collisions(draft, [one, other])
            stale = bool(falls_with(draft, one, [other]))
            if stale:
                assert met
            elif met:
                # A paragraph that was rewritten can still be deleted.
                assert other.kind == "delete" and one.kind == "replace"


# -- the order of voting

OPEN = [
    replace("p1", "Calls upon", "Demands that", id="verb", number=1),
    replace("p2", "ninety", "sixty", id="days", number=2),
    replace("p2", "report", "report in writing", id="words", number=3),
    delete("p3", id="gone", number=4),
    add("Notes the report;", "p4", id="notes", number=5),
    move("p4", "p1", id="moved", number=6),
    delete("p1", id="failed", number=7, state="failed"),
]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("security-council", ["gone", "notes", "words", "verb", "days", "moved"]),
        ("furthest-removed", ["gone", "verb", "notes", "days", "words", "moved"]),
        ("reverse-submission", ["moved", "notes", "gone", "words", "days", "verb"]),
        ("most-disruptive", ["gone", "notes", "verb", "days", "words", "moved"]),
        ("submission", ["verb", "days", "words", "gone", "notes", "moved"]),
        ("text-order", ["verb", "days", "words", "gone", "moved", "notes"]),
    ],
)
def test_the_orders(rule: str, expected: list[str]) -> None:
    found = voting_order(DRAFT, OPEN, rule)
    assert [o.amendment for o in found] == expected
    assert [o.place for o in found] == [1, 2, 3, 4, 5, 6]
    assert all(o.because.endswith(".") and not o.by_chair for o in found)


def test_the_chair_s_order_goes_before_the_rule() -> None:
    found = voting_order(DRAFT, OPEN, "submission", chosen=("moved", "failed", "nobody", "days", "moved"))
    assert [o.amendment for o in found] == ["moved", "days", "verb", "words", "gone", "notes"]
    assert [o.by_chair for o in found] == [True, True, False, False, False, False]
    assert found[0].because == "The chair put it here."


def test_reasons_say_what_was_measured() -> None:
    because = {o.amendment: o.because for o in voting_order(DRAFT, OPEN, "security-council")}
    assert "only takes from the text" in because["gone"]
    assert "only adds to the text" in because["words"]
    assert "force goes from F3 to" in because["verb"]
    assert "Submitted as number 2" in because["days"]


def test_the_force_of_the_verb_counts_more_than_the_words() -> None:
    verb = distance(DRAFT, OPEN[0])
    rewritten = distance(DRAFT, replace("p1", "share evidence of the finances of cartels with the host State", "act in concert with others"))
    assert verb.substance > rewritten.substance
    assert verb.reach < rewritten.reach


def test_every_family_has_one_order_and_every_order_a_source() -> None:
    rules = order_table().rules
    families = [family for rule in rules for family in rule.families]
    assert sorted(families) == ["nmun", "security-council", "thimun", "un4mun", "una-usa"]
    assert all(rule.source and rule.chair and rule.by for rule in rules)
    assert len({rule.id for rule in rules}) == len(rules)
    assert order_rule("una-usa").id == "most-disruptive"
    assert order_rule("security-council").id == "security-council"
    with pytest.raises(ValueError, match="did you mean 'submission'"):
        order_rule("submision")


@given(st.data())
def test_every_open_amendment_has_one_place(data: st.DataObject) -> None:
    draft = data.draw(drafts())
    amendments = data.draw(proposals(draft))
    for rule in order_table().rules:
        found = voting_order(draft, amendments, rule.id, chosen=[a.id for a in amendments[:2]])
        assert sorted(o.amendment for o in found) == sorted(a.id for a in amendments if a.is_open)
        assert [o.place for o in found] == list(range(1, len(found) + 1))


# -- friendly


def test_an_amendment_is_friendly_when_every_sponsor_of_the_draft_accepts_it() -> None:
    amendment = delete("p1", sponsors=("mexico",))
    assert friendly(amendment, ("france",), DRAFT.sponsors)
    assert not friendly(amendment, (), DRAFT.sponsors)
    assert not friendly(amendment.model_copy(update={"sponsors": ()}), ("france", "china"), DRAFT.sponsors)
    assert not friendly(amendment, ("france",), ())


# -- what would change


def test_an_amendment_that_brings_in_force_draws_vetoes(topic: Topic, council: Council) -> None:
    force = add("Authorizes Member States to take all necessary measures, including military operations, against drug cartels in Mexico;", "p1")
    draft = DRAFT.model_copy(update={"sponsors": ("mexico", "france", "Atlantis")})
    found = effect(draft, force, topic, council)
    assert found.outcome_after is Outcome.VETOED
    assert found.vetoes_before == () and set(found.vetoes_after) >= {"china", "russia"}
    assert {v.member: v.after for v in found.votes}["china"] is Vote.AGAINST
    assert all(v.because and v.before is not v.after for v in found.votes)
    mexico, _, unknown = found.sponsors
    assert (mexico.before, mexico.after) == (None, Kind.RED_LINE)
    assert mexico.stance_broken and mexico.breaks == ("a-add",)
    assert mexico.because
    assert (unknown.before, unknown.after, unknown.stance_broken) == (None, None, False)
    assert "vetoed with it" in found.line and "It would break the stance of a sponsor of the draft: Mexico" in found.line


def test_taking_it_out_again_mends_it(topic: Topic, council: Council) -> None:
    force = add("Authorizes Member States to take all necessary measures, including military operations, against drug cartels in Mexico;", "p1")
    draft = applied(DRAFT, force)
    report = check(draft, topic, council)
    out = Amendment(id="out", kind="delete", part="operative", paragraph="a-add", base=draft.operative[1].text)
    found = effect(draft, out, topic, council, report)
    assert found.outcome_before is Outcome.VETOED and found.outcome_after is not Outcome.VETOED
    mexico = next(s for s in found.sponsors if s.delegation == "mexico")
    assert (mexico.before, mexico.after) == (Kind.RED_LINE, None)
    assert mexico.mends == ("a-add",) and not mexico.stance_broken
    assert "no longer against" in found.line


def test_a_move_changes_no_vote(topic: Topic, council: Council) -> None:
    found = effect(DRAFT, move("p3", None), topic, council)
    assert found.votes == () and found.outcome_before is found.outcome_after
    assert all(s.before is s.after and not s.stance_broken for s in found.sponsors)
    assert "no votes would change" in found.line


def test_the_effect_of_what_does_not_fit_is_not_guessed(topic: Topic, council: Council) -> None:
    with pytest.raises(StaleAmendment):
        effect(DRAFT, delete("p9"), topic, council)


# -- in words


@pytest.mark.parametrize(
    ("amendment", "words"),
    [
        (replace("p2", "ninety", "sixty"), "In operative paragraph 2, replace the word “ninety” with “sixty”."),
        (
            replace("p1", "Calls upon all States to", "Decides that all States shall"),
            "In operative paragraph 1, replace the words “Calls upon” with “Decides that”; and replace the word “to” with “shall”.",
        ),
        (
            replace("p1", "all States", "all States, at the request of the State concerned,"),
            "In operative paragraph 1, after the words “all States”, insert “, at the request of the State concerned,”.",
        ),
        (replace("p2", "days;", "days, in writing;"), "In operative paragraph 2, at the end, add “, in writing”."),
        (replace("p1", "the finances of ", ""), "In operative paragraph 1, delete the words “the finances of”."),
        (replace("p3", "treatment of States", "treatment of children"), "In operative paragraph 3, replace the words “of States” with “of children”."),
        (replace("p3", "Urges States", "Urges"), "In operative paragraph 3, after the word “Urges”, delete the word “States”."),
        (
            replace("k", "resolution 2653 (2022)", "resolutions 2653 (2022) and 2699 (2023)"),
            "In the first preambular paragraph, replace the word “resolution” with “resolutions”; and at the end, add the words “and 2699 (2023)”.",
        ),
        (
            replace("p4", "Decides to remain seized of the matter", "Requests the Secretary-General to keep it informed"),
            "Replace operative paragraph 4 with the following: “Requests the Secretary-General to keep it informed.”",
        ),
        (replace("p2", "ninety", "sixty", base=""), "Replace operative paragraph 2 with the following: “Requests the Secretary-General to report to the Council within sixty days;”"),
        (add("Invites “all” States;", "p2"), "After operative paragraph 2, insert a new paragraph 2 bis: “Invites ‘all’ States;”"),
        (add("Invites States;"), "At the beginning of the operative part, insert a new paragraph 0 bis: “Invites States;”"),
        (add("Noting the report,", "k", "preambular"), "After the first preambular paragraph, insert a new preambular paragraph 1 bis: “Noting the report,”"),
        (delete("p3"), "Delete operative paragraph 3."),
        (delete("l"), "Delete the second preambular paragraph."),
        (move("p4", "p2"), "Move operative paragraph 4 to follow operative paragraph 2."),
        (move("p4", None), "Move operative paragraph 4 to the beginning of the operative part."),
        (delete("p9"), "Delete an operative paragraph that is no longer in the draft."),
    ],
)
def test_amendments_in_the_words_of_the_united_nations(amendment: Amendment, words: str) -> None:
    assert described(amendment, LABELS, DRAFT) == words


def test_an_addition_before_the_first_is_told_by_its_place() -> None:
    words = "At the beginning of the preamble, insert a new first preambular paragraph: “Noting the report,”"
    noting = add("Noting the report,", None, "preambular")
    bare = DRAFT.model_copy(update={"preambular": ()})
    for draft in (DRAFT, bare):
        assert described(noting, labels(draft, fixed(draft)), draft) == words
    nothing = DRAFT.model_copy(update={"operative": ()})
    assert described(add("Invites States;"), labels(nothing, fixed(nothing)), nothing) == "At the beginning of the operative part, insert a new first paragraph: “Invites States;”"


def test_a_second_addition_is_named_after_the_first() -> None:
    draft = applied(DRAFT, add("Requests a report;", "p2"))
    found = described(add("Requests a list;", "a-add", id="b"), labels(draft, fixed(DRAFT)), draft)
    assert found == "After operative paragraph 2 bis, insert a new paragraph 2 ter: “Requests a list;”"


def test_paragraphs_keep_their_numbers_on_paper_when_described() -> None:
    numbers = fixed(DRAFT)
    draft = applied(DRAFT, delete("p2"))
    assert described(delete("p3"), labels(draft, numbers), draft) == "Delete operative paragraph 3."
