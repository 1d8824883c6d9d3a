"""News of the committees to the browsers that wait for it: one question to the database for all of them.

In the process that made a change it is known at once; from other replicas it comes by asking for the revisions every
fifth of a second, and only while somebody listens.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from records.committees import Records
from records.errors import RecordsError
from records.room import Room, Seat, seen_from
from ui import voting

SECONDS = 0.2
"""How often the revisions are asked for."""

AWAKE_SECONDS = 1.0
"""How long ago the revisions may have been asked for, for what is known of them to count as how things stand."""

TURN_SECONDS = 0.003
"""How much later than the one before it a screen may ask to be drawn anew: about what drawing one takes. Where all ask
at once they hold each other up, and all are as late as the last. A server that is busy gives the turns more slowly."""


AWAY_SECONDS = 1.0
"""How long it waits more before it asks again a database that did not answer."""


class Listener:
    """A browser that waits for news of a committee. It holds the newest revision only: who is slow misses none that
    still counts."""

    def __init__(self, committee: str) -> None:
        self.committee = committee
        self.may_ask = True
        """Whether it is its turn to ask for what changed; until then it is only told."""
        self._news = asyncio.Event()

    def wake(self, *, may_ask: bool) -> None:
        """There is news, or its turn has come."""
        self.may_ask = may_ask
        self._news.set()

    async def wait(self) -> None:
        """Until there is news."""
        await self._news.wait()
        self._news.clear()


class Hub:
    """Who listens, and telling them."""

    def __init__(self, records: Callable[[], Records]) -> None:
        self.records = records
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        self._seen: dict[str, int] = {}
        self._turns: dict[Listener, None] = {}
        self._giving: asyncio.Task[None] | None = None
        self._asked_at = -AWAKE_SECONDS
        self._somebody = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._hooked: Records | None = None

    def revision(self, committee: str) -> int:
        """The newest revision known of a committee."""
        return self._seen.get(committee, 0)

    def current(self, committee: str) -> int | None:
        """The revision that a committee has now, as far as the watch knows; None while it sleeps or the database is away.
        Of an act in another replica it knows a moment later."""
        return self._seen.get(committee) if time.monotonic() - self._asked_at < AWAKE_SECONDS else None

    @contextlib.contextmanager
    def listening(self, committee: str) -> Iterator[Listener]:
        """Listen to a committee's news for as long as the block lasts."""
        listener = Listener(committee)
        self._listeners[committee].add(listener)
        self._somebody.set()
        try:
            yield listener
        finally:
            self._listeners[committee].discard(listener)
            self._turns.pop(listener, None)
            if not self._listeners[committee]:
                del self._listeners[committee]

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The watch over the revisions, for as long as the server runs."""
        self._loop = asyncio.get_running_loop()
        # It belongs to the loop that waits for it.
        self._somebody = asyncio.Event()
        self._seen.clear()
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            self._unhook()

    def _unhook(self) -> None:
        if self._hooked is not None and self._acted in self._hooked.listeners:
            self._hooked.listeners.remove(self._acted)
        self._hooked = None

    def _acted(self, committee: str, revision: int) -> None:
        """Called in the thread of whoever acted in this process."""
        if self._loop is not None and not self._loop.is_closed():
            # The server may be ending meanwhile.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._tell, committee, revision)

    def _tell(self, committee: str, revision: int) -> None:
        if self._seen.get(committee, 0) < revision:
            self._seen[committee] = revision
            for listener in self._listeners.get(committee, ()):
                listener.wake(may_ask=False)
                self._turns[listener] = None
            if self._turns and (self._giving is None or self._giving.done()):
                self._giving = asyncio.create_task(self._give_turns())

    async def _give_turns(self) -> None:
        while self._turns:
            listener = next(iter(self._turns))
            del self._turns[listener]
            listener.wake(may_ask=True)
            await asyncio.sleep(TURN_SECONDS)

    async def _watch(self) -> None:
        while True:
            if not self._listeners:
                self._somebody.clear()
                await self._somebody.wait()
            try:
                records = await asyncio.to_thread(self.records)
                if self._hooked is not records:
                    self._unhook()
                    self._hooked = records
                    self._seen.clear()
                    records.listeners.append(self._acted)
                asked_at = time.monotonic()
                for committee, revision in (await asyncio.to_thread(records.revisions)).items():
                    if revision < self._seen.get(committee, 0):
                        # The database was put back from a copy, or an act was quicker than the question.
                        room = await asyncio.to_thread(records.room, committee)
                        self._seen[committee] = min(self._seen[committee], room.revision)
                    self._tell(committee, revision)
                self._asked_at = asked_at
            except RecordsError:
                # The database is away; screens keep what they have, and get what is new when it is back.
                await asyncio.sleep(AWAY_SECONDS)
            except Exception:
                # Whatever it was: a watch that has ended would leave every screen as it is until the server is restarted.
                logging.getLogger(__name__).exception("The watch over the revisions stumbled")
                await asyncio.sleep(AWAY_SECONDS)
            await asyncio.sleep(SECONDS)


def message(room: Room, seat: Seat | None = None, may_ask: bool = True) -> dict[str, Any]:
    """What a browser is told: the revision, what changed last at which revision, the board, and the server's time.

    Args:
        seat: whose browser it is; it is not told of drafts that this seat may not read.
        may_ask: whether its screen may ask for what changed, or waits until it is told that it may.
    """
    if seat is not None:
        room = seen_from(room, seat)
    return {
        "rev": room.revision,
        "at": room.at,
        "now": time.time(),
        "ask": may_ask,
        "parts": room.parts | _floor(room, seat),
        "board": room.board.model_dump(mode="json"),
    } | _voted(room)


def _floor(room: Room, seat: Seat | None) -> dict[str, int]:
    """The part `floor`: what of the session a delegation's own screen shows."""
    return {} if room.session is None else {"floor": voting.news(room.session, seat.delegation if seat else "")}


def _voted(room: Room) -> dict[str, str]:
    """How many have voted, while a vote is open; nobody's screen is drawn anew for it."""
    session = room.session
    open_ = session is not None and session.vote is not None and session.vote.open
    return {"voted": voting.progress(session, session.vote)} if session is not None and session.vote is not None and open_ else {}
