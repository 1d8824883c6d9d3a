"""Callbacks run to their end, whatever else the browser sends meanwhile.

Streamlit gives up a run as soon as the browser asks for another one, at the next use of the session's state or of an
element, and in a callback as anywhere else. A callback cut short has kept half of what it was to keep, or nothing, and
nobody hears of it: the click is gone, or an act is in the records and the page does not know of it.
"""

from __future__ import annotations

from functools import wraps
from threading import local
from typing import Any

try:
    from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
    from streamlit.runtime.state.safe_session_state import SafeSessionState
except ImportError:  # pragma: no cover
    ScriptRunner = SafeSessionState = object  # type: ignore[assignment, misc]

_now = local()


def run_to_their_end() -> None:
    """Have a run that the browser asks for wait until the callbacks of the one under way are done. Called again, it does
    nothing more.

    It stands between two private parts of Streamlit; a version without them goes on as it always did.
    """
    take = getattr(SafeSessionState, "on_script_will_rerun", None)
    give_up = getattr(ScriptRunner, "_maybe_handle_execution_control_request", None)
    if take is None or give_up is None or hasattr(take, "__wrapped__"):
        return

    @wraps(take)
    def take_whole(self: SafeSessionState, *args: Any, **more: Any) -> None:
        _now.taking = True
        try:
            take(self, *args, **more)
        finally:
            _now.taking = False

    @wraps(give_up)
    def give_up_later(self: ScriptRunner) -> None:
        if not getattr(_now, "taking", False):
            give_up(self)

    SafeSessionState.on_script_will_rerun = take_whole  # type: ignore[method-assign]
    ScriptRunner._maybe_handle_execution_control_request = give_up_later  # type: ignore[method-assign]
