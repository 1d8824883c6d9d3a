"""Callbacks to their end: a second message of the browser's that comes while the first one is being taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from ui import callbacks


def page() -> None:
    """A page with one button, whose callback is overtaken by another message."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

    def act() -> None:
        ctx = get_script_run_ctx()
        assert ctx is not None
        assert ctx.script_requests is not None
        ctx.script_requests.request_rerun(RerunData(page_script_hash=ctx.page_script_hash))
        st.session_state["kept"] = "kept"
        st.toast("kept")
        st.session_state["also"] = "and so was the rest"

    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    st.button("Keep", key="keep", on_click=act)
    st.write(st.session_state.get("kept", "nothing"), st.session_state.get("also", "and nothing else"))


@pytest.fixture
def as_streamlit_has_it(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Put Streamlit's own ways back for a test."""
    take, give_up = SafeSessionState.on_script_will_rerun, ScriptRunner._maybe_handle_execution_control_request
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", getattr(take, "__wrapped__", take))
    monkeypatch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", getattr(give_up, "__wrapped__", give_up))
    return callbacks.run_to_their_end


def test_a_callback_that_is_overtaken_is_done_to_its_end_and_the_other_run_comes_after(as_streamlit_has_it: Callable[[], None]) -> None:
    as_streamlit_has_it()
    at = AppTest.from_function(page).run()
    runs = at.session_state["runs"]
    at.button(key="keep").click().run()
    assert [one.value for one in at.markdown] == ["kept and so was the rest"]
    assert at.session_state["runs"] > runs


def test_left_to_itself_streamlit_cuts_it_short(as_streamlit_has_it: Callable[[], None]) -> None:
    """The day this fails, `ui.callbacks` can go."""
    at = AppTest.from_function(page).run()
    at.button(key="keep").click().run()
    assert [one.value for one in at.markdown] == ["nothing and nothing else"]


def test_it_is_done_once(as_streamlit_has_it: Callable[[], None]) -> None:
    as_streamlit_has_it()
    first = ScriptRunner._maybe_handle_execution_control_request
    as_streamlit_has_it()
    assert ScriptRunner._maybe_handle_execution_control_request is first
