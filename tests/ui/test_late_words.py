"""What a browser says that has not heard of the last drawing yet: it must not pass for a choice of the user's."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.late_messages import comes_late, said


def page() -> None:
    """A default that follows another field, as when a committee is set up, beside a field that follows nothing."""
    import streamlit as st

    from ui import state

    symbols = {"council": "S/{number}", "una": "DR {number}"}
    rules = str(state.kept("rules", "council"))
    st.selectbox("Rules", list(symbols), key=(box := state.showing("rules", rules)), on_change=state.on_choice(box, lambda one: state.keep("rules", one)))
    key = state.showing("symbol", state.kept("symbol") or symbols[rules])
    st.text_input("Symbol", key=key, on_change=state.on_choice(key, lambda typed: state.keep("symbol", typed)))
    issues = list(state.kept("issues") or ["mines", "ports"])
    box = state.showing("issues", sorted(issues))
    st.multiselect("Issues", ["mines", "ports", "rivers"], key=box, on_change=state.on_choice(box, lambda some: state.keep("issues", some)))
    if st.button("Decide", key="decide"):
        state.keep("rules", "una")
    st.text_input("Name", key="name")
    st.write(f"typed: {state.kept('symbol')}; chosen: {state.kept('issues')}")


def words(at: AppTest) -> str:
    return str(at.markdown[-1].value)


def test_a_default_that_a_browser_has_not_heard_of_is_not_overwritten_by_the_one_before() -> None:
    at = AppTest.from_function(page).run()
    before = said(at)
    at.selectbox[0].select("una").run()
    assert at.text_input[0].value == "DR {number}"
    for one in before.widgets:
        if "rules" in one.id:
            one.string_value = "una"
    comes_late(at, before, name="General Assembly")
    assert at.text_input[0].value == "DR {number}"
    assert at.text_input(key="name").value == "General Assembly"
    assert words(at) == "typed: None; chosen: None"


def test_what_was_typed_on_the_drawing_before_counts() -> None:
    at = AppTest.from_function(page).run()
    before = said(at)
    at.button(key="decide").click().run().run()
    assert at.text_input[0].value == "DR {number}"
    comes_late(at, before, symbol="GA/{number}")
    assert at.text_input[0].value == "GA/{number}"
    assert at.selectbox[0].value == "una"
    assert words(at) == "typed: GA/{number}; chosen: None"


def test_a_field_that_only_its_user_changes_stays_the_same_widget() -> None:
    at = AppTest.from_function(page).run()
    first = at.text_input[0].key
    at.text_input[0].input("GA/{number}").run()
    at.text_input[0].input("S/{number}").run()
    assert at.text_input[0].key == first
    assert words(at).startswith("typed: S/{number};")


def test_what_is_chosen_back_counts_as_often_as_it_is_chosen() -> None:
    at = AppTest.from_function(page).run()
    for one in ("una", "council", "una"):
        at.selectbox[0].select(one).run()
        assert at.selectbox[0].value == one
        assert at.selectbox[0].key == "rules"


def test_the_order_of_several_is_no_change() -> None:
    at = AppTest.from_function(page).run()
    at.multiselect[0].set_value(["rivers", "mines"]).run()
    assert at.multiselect[0].key == "issues"
    assert at.multiselect[0].value == ["mines", "rivers"]
    assert words(at).endswith("chosen: ['rivers', 'mines']")
