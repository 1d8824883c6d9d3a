"""Messages of a browser that has not heard of the last drawing of its page yet, or that the next one overtakes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from ui import conference


def said(app: AppTest) -> WidgetStates:
    """What the browser says of all the widgets of a page as they are drawn now."""
    return app._tree.get_widget_states()


def comes_late(app: AppTest, before: WidgetStates, **typed: str) -> AppTest:
    """The page after a message that was written on an earlier drawing of it.

    Args:
        before: what the browser said of that one.
        typed: what was typed into its fields meanwhile, by their keys.
    """
    message = WidgetStates()
    for one in before.widgets:
        copy = WidgetState()
        copy.CopyFrom(one)
        for key, text in typed.items():
            if copy.id.endswith(f"-{key}"):
                copy.string_value = text
        message.widgets.append(copy)
    return app._run(message)


def overtaken(app: AppTest, button: Any) -> AppTest:
    """The page after a click whose run was given up as it began, with its callbacks done, because the browser asked for another."""
    given_up = False
    whole = conference.one_run

    @contextmanager
    def one_run() -> Iterator[None]:
        nonlocal given_up
        if not given_up:
            given_up = True
            st.rerun()
        with whole():
            yield

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(conference, "one_run", one_run)
        button.click().run()
    assert given_up
    assert not app.exception, [error.value for error in app.exception]
    return app
