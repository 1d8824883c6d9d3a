"""What a handler of events is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from committee.events import Happened
from committee.session import Session

Handlers = Mapping[type[Happened], Callable[[Session, Any, str], Session | None]]
"""By the kind of event what makes of the session, the event and its id the session after it.

None says that the event has no place, so that nothing changes; the session itself that it has one and changes nothing. The
time of the event and the history are for whoever folds. A handler never fails, whatever the event says.
"""
