"""What is in order is asked by every delegation of a room at once; an answer that is kept for them is never another session's."""

from __future__ import annotations

import pytest

from committee.folding import folded
from committee.motions import opening
from committee.order.kinds import in_order
from committee.procedure import load_procedure
from committee.session import Session


def test_each_session_and_each_procedure_has_its_own_answer_however_they_alternate() -> None:
    una, council = load_procedure("una-usa"), load_procedure("security-council")
    before = Session()
    after = folded(before, opening(una, "Rivers", ("china", "france", "peru"), 0.0))
    for _ in range(2):
        assert in_order(before, una)["session.opened"] and not in_order(after, una)["session.opened"]
        assert set(in_order(after, council)) != set(in_order(after, una)), "their points differ"


def test_an_answer_is_not_written_into() -> None:
    answer = in_order(Session(), load_procedure("una-usa"))
    with pytest.raises(TypeError):
        answer["session.opened"] = answer["speech.ended"]  # type: ignore[index]
    assert in_order(Session(), load_procedure("una-usa"))["session.opened"]
