"""Messages of a browser that has not heard of the last drawing of its page yet."""

from __future__ import annotations

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest


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
