"""Several who write at once: nobody waits on another's paragraph, and nothing is overwritten in silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from records.acts.drafts import CoAuthorSet, HeadingChanged
from records.acts.kinds import ACT
from records.acts.paragraphs import ParagraphChanged, ParagraphMoved, ParagraphRemoved
from records.committees import fold
from records.errors import Conflict, Refused

AtOnce = Callable[..., list[Any]]


@pytest.fixture
def shared(house: Any) -> Any:
    """A draft that France, Mexico and China write together."""
    house.draft(texts=[f"Paragraph {n};" for n in range(1, 7)])
    for seat in ("mexico", "china"):
        house.do("france", CoAuthorSet(draft="d1", seat=seat))
    return house


def changed(paragraph: str, text: str, base: int | None) -> ParagraphChanged:
    return ParagraphChanged(draft="d1", paragraph=paragraph, text=text, base=base)


def test_different_paragraphs_never_collide(shared: Any, at_once: AtOnce) -> None:
    base = shared.room.drafts["d1"].versions["p1"]
    processes = [shared.records, shared.another()]

    def writer(index: int) -> Callable[[], int]:
        records, paragraph = processes[index % 2], f"p{index + 1}"

        def write() -> int:
            version = base
            for n in range(8):
                act = changed(paragraph, f"{paragraph}, text {n};", version)
                version = records.perform("crisis", ("france", "mexico", "china")[index % 3], act).revision
            return version

        return write

    answers = at_once(*(writer(index) for index in range(6)))
    assert [a for a in answers if isinstance(a, Exception)] == []
    assert shared.texts() == tuple(f"p{n}, text 7;" for n in range(1, 7))


def test_of_two_on_one_paragraph_the_second_is_shown_both_texts(shared: Any, at_once: AtOnce) -> None:
    other = shared.another()
    for n in range(5):
        base = shared.room.drafts["d1"].versions["p1"]
        answers = at_once(
            lambda base=base, n=n: shared.records.perform("crisis", "france", changed("p1", f"France, {n};", base)),
            lambda base=base, n=n: other.perform("crisis", "china", changed("p1", f"China, {n};", base)),
        )
        late = [a for a in answers if isinstance(a, Conflict)]
        done = [a for a in answers if not isinstance(a, Exception)]
        assert len(late) == len(done) == 1
        winner = done[0].act.text
        assert late[0].theirs.text == winner == shared.text("p1")
        assert late[0].mine == ({f"France, {n};", f"China, {n};"} - {winner}).pop()
        assert late[0].base == done[0].revision == shared.room.drafts["d1"].versions["p1"]


def test_every_text_of_a_struggle_over_one_paragraph_is_in_its_history(shared: Any, at_once: AtOnce) -> None:
    processes = [shared.records, shared.another(), shared.another()]

    def writer(index: int) -> Callable[[], list[str]]:
        def write() -> list[str]:
            kept = []
            base = shared.room.drafts["d1"].versions["p1"]
            for n in range(6):
                text = f"Writer {index}, attempt {n};"
                try:
                    base = processes[index].perform(
                        "crisis", ("france", "mexico", "china")[index], changed("p1", text, base)
                    ).revision
                    kept.append(text)
                except Conflict as conflict:
                    base = conflict.base
            return kept

        return write

    kept = at_once(*(writer(index) for index in range(3)))
    assert [k for k in kept if isinstance(k, Exception)] == []
    log = [e.act.text for e in shared.records.history("crisis", draft="d1", paragraph="p1")]
    assert sorted(log) == sorted(text for texts in kept for text in texts)
    # What each had seen is what stood there when it was replaced.
    before = "Paragraph 1;"
    for entry in shared.records.history("crisis", draft="d1", paragraph="p1"):
        assert entry.act.was.text == before
        before = entry.act.text


def test_revisions_have_no_gap_and_both_processes_see_one_room(shared: Any, at_once: AtOnce) -> None:
    other = shared.another()
    jobs = [lambda r=r, n=n: r.perform("crisis", "france", changed(f"p{n}", "Text;", None)) for n in range(1, 7) for r in (shared.records, other)]  # fmt: skip
    at_once(*jobs)
    log = shared.records.history("crisis")
    assert [entry.revision for entry in log] == list(range(1, len(log) + 1))
    assert shared.room == other.room("crisis") == fold("crisis", log)
    assert shared.records.revisions()["crisis"] == len(log)


def test_paragraphs_added_at_once_get_an_id_each(shared: Any, at_once: AtOnce) -> None:
    ids = at_once(*(lambda n=n: shared.add("france", f"Added {n};", id="p7") for n in range(6)))
    assert len(set(ids)) == 6
    assert {f"Added {n};" for n in range(6)} <= set(shared.texts())


def test_a_paragraph_that_was_deleted_keeps_its_id_for_good(shared: Any) -> None:
    shared.do("china", ParagraphRemoved(draft="d1", paragraph="p6"))
    assert shared.add("france", "Another;", id="p6") == "p7"


def test_who_writes_on_what_was_deleted_gets_the_own_text_back(shared: Any) -> None:
    base = shared.room.drafts["d1"].versions["p1"]
    shared.do("china", ParagraphRemoved(draft="d1", paragraph="p1", base=base))
    with pytest.raises(Conflict) as caught:
        shared.change("france", "p1", "My long work;", base)
    assert caught.value.theirs is None and caught.value.mine == "My long work;"


def test_nothing_is_deleted_that_changed_since_it_was_seen(shared: Any) -> None:
    base = shared.room.drafts["d1"].versions["p1"]
    shared.change("china", "p1", "Better;", base)
    with pytest.raises(Conflict) as caught:
        shared.do("france", ParagraphRemoved(draft="d1", paragraph="p1", base=base))
    assert caught.value.theirs.text == "Better;" and caught.value.mine is None
    assert shared.text("p1") == "Better;"


def test_moving_disturbs_nobody_who_writes(shared: Any) -> None:
    base = shared.room.drafts["d1"].versions["p1"]
    shared.do("china", ParagraphMoved(draft="d1", paragraph="p1", after="p6"))
    shared.change("france", "p1", "Still mine;", base)
    assert shared.texts()[-1] == "Still mine;"


def test_the_heading_is_one_more_thing_that_two_may_change(shared: Any) -> None:
    base = shared.room.drafts["d1"].heading_version
    shared.do("china", HeadingChanged(draft="d1", fields={"topic": "Peace"}, base=base))
    with pytest.raises(Conflict):
        shared.do("france", HeadingChanged(draft="d1", fields={"topic": "War"}, base=base))
    assert shared.room.drafts["d1"].draft.topic == "Peace"


def test_committees_do_not_wait_for_one_another(shared: Any, at_once: AtOnce) -> None:
    settings = shared.room.settings
    shared.records.open_committee("spring", "second", settings)
    act = ACT.validate_python({"kind": "board.set", "board": {"notice": "Here."}})
    answers = at_once(*(lambda c=c: shared.records.perform(c, "secretariat", act) for c in ("crisis", "second") * 3))
    assert [a for a in answers if isinstance(a, Exception)] == []
    assert shared.records.revisions()["second"] == 4


def test_a_code_and_a_name_are_taken_once(shared: Any, at_once: AtOnce) -> None:
    settings = shared.room.settings
    other = shared.another()
    answers = at_once(
        lambda: shared.records.open_committee("spring", "third", settings),
        lambda: other.open_committee("spring", "third", settings),
    )
    assert sum(isinstance(a, Refused) for a in answers) == 1


def test_two_tabs_of_one_seat_may_be_seen_at_once(shared: Any, at_once: AtOnce) -> None:
    other = shared.another()
    answers = at_once(*(lambda r=r: r.seen("crisis", "france", "d1", "p1") for r in (shared.records, other) * 3))
    assert answers == [None] * 6
    assert [p.seat for p in shared.records.present("crisis")] == ["france"]
    shared.clock.on(120)
    assert shared.records.present("crisis") == ()
