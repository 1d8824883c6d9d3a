"""A browser's tab without a browser: it speaks Streamlit's own protocol, and hears news as `ui/live.py` does.

It does what the front end does (looked up in Streamlit 1.67): it signs in over the route and keeps the cookies, opens
the socket, sends the address and the widgets of each rerun, resolves messages that are sent by hash only, and ticks the
fragments that run by themselves. A component that names a `line` is an ear, a board or a picture: the tab opens that line
once, says which pictures it shows, and triggers each ear whose parts have news, and a page of which a picture says that it is drawn otherwise now. When its server dies it comes back as a browser does, with its old session's id.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import aiohttp
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

_TRIGGERS = "$$STREAMLIT_INTERNAL_KEY_{}__events"
"""The widget that carries the triggers of a component."""

_COMPONENTS = "bidi_component"


def mark_in(html: str) -> str | None:
    """How a picture says that the page around it is drawn; None where it says nothing of it."""
    found = re.search(r'data-page="([^"]*)"', html)
    return found[1] if found else None


@dataclass
class Counts:
    """What happened in all tabs together."""

    runs: int = 0
    reruns_sent: int = 0
    messages: int = 0
    bytes: int = 0
    news: int = 0
    tracebacks: list[str] = field(default_factory=list)
    """Errors that the app showed in place of an element."""
    dropped: int = 0
    """Sockets that the server let go."""
    faults: list[str] = field(default_factory=list)
    """Faults of these tabs, which must not look like a slow server."""


@dataclass
class Ear:
    """What a screen follows, and when it showed what."""

    parts: tuple[str, ...]
    fragment: str
    told: int
    patience: float = 0.0
    waiting: asyncio.Task[None] | None = None
    drawn: int = 0
    shown: list[tuple[int, float]] = field(default_factory=list)
    """Revisions with the time when the run that drew them was over, the newest last."""


class Tab:
    """One tab of one browser."""

    def __init__(self, base: str, page: str, code: str, counts: Counts, address: str = "", *, seat: str = "") -> None:
        """
        Args:
            base: the server's address, such as `http://127.0.0.1:8501`.
            page: path and query of the page.
            code: the access code it signs in with; empty for none.
            address: whence it says it comes, where a proxy is believed.
            seat: whose code that is.
        """
        self.seat = seat
        self.base, self.code, self.counts = base.rstrip("/"), code, counts
        self.path, _, self.query = page.partition("?")
        self.headers = {"X-Forwarded-For": address} if address else {}
        self.ready = asyncio.Event()
        self.opened_in = 0.0
        self.ears: dict[str, Ear] = {}
        self.board_shown: list[tuple[int, float]] = []
        """Revisions that the board drew, and when; empty where the page has none."""
        self.pictures: dict[str, list[tuple[int, float]]] = {}
        """For each picture the revisions that it showed, and when."""
        self._showing: dict[str, int] = {}
        self._drawn_with: dict[str, str] = {}
        """For each picture that says how the page around it is drawn, what it said last."""
        self._live: aiohttp.ClientWebSocketResponse | None = None
        self.committed: dict[int, float] = {}
        """When the server says that a revision was made."""
        self.backend = ""
        self._widgets: dict[str, tuple[str, str, str]] = {}
        self._typed: dict[str, WidgetState] = {}
        self._boards = False
        self._cache: dict[str, bytes] = {}
        self._timers: dict[str, tuple[float, asyncio.Task[None]]] = {}
        self._line: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._session = ""
        self._page_hash = ""
        self._finished = asyncio.Event()
        self._lost = False
        self._closing = False
        self._http: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    # -- coming and going

    async def open(self) -> None:
        """Sign in, open the page, and wait until it was drawn."""
        began = time.perf_counter()
        self._http = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            timeout=aiohttp.ClientTimeout(total=None, connect=60),
            headers=self.headers,
        )
        await self._get(self.path or "/")
        if self.code:
            answer = await self._http.post(
                self.base + "/api/enter", json={"code": self.code}, headers={"Origin": self.base}
            )
            if answer.status != 200:
                raise ConnectionError(f"signing in: {answer.status} {(await answer.text())[:200]}")
        await self._connect()
        self._spawn(self._stay())
        await self.rerun()
        await asyncio.wait_for(self.ready.wait(), 90)
        self.opened_in = time.perf_counter() - began

    async def close(self) -> None:
        """Close the tab."""
        self._closing = True
        timers = [task for _, task in self._timers.values()]
        for task in (*timers, *self._tasks, *([self._line] if self._line else [])):
            task.cancel()
        for end in (self._socket, self._http):
            if end is not None:
                with contextlib.suppress(Exception):
                    await end.close()

    async def _get(self, path: str) -> None:
        assert self._http is not None
        async with self._http.get(self.base + path) as answer:
            await answer.read()
            self.backend = answer.headers.get("X-Backend", self.backend)
            if answer.status >= 500:
                raise ConnectionError(f"{path}: {answer.status}")

    async def _connect(self) -> None:
        assert self._http is not None
        for path in ("/_stcore/health", "/_stcore/host-config"):
            await self._get(path)
        kept = {cookie.key: cookie.value for cookie in self._http.cookie_jar}
        xsrf = kept.get("_streamlit_xsrf", "PLACEHOLDER_AUTH_TOKEN")
        said = ["streamlit", xsrf, *([self._session] if self._session else [])]
        self._socket = await self._http.ws_connect(
            self.base.replace("http", "ws", 1) + "/_stcore/stream",
            protocols=said,
            origin=self.base,
            max_msg_size=0,
            compress=0,
        )

    async def _stay(self) -> None:
        """Read what the server sends, and come back when it goes away."""
        while not self._closing:
            await self._read()
            if self._closing:
                return
            self.counts.dropped += 1
            self._lost = True
            self._finished.set()
            while not self._closing:
                await asyncio.sleep(0.5 + random.random())
                with contextlib.suppress(aiohttp.ClientError, ConnectionError, asyncio.TimeoutError):
                    await self._connect()
                    break
            # The front end asks for a run after it came back if a fragment was to run by itself.
            if self._timers:
                await self.rerun()

    async def _read(self) -> None:
        assert self._socket is not None
        try:
            async for frame in self._socket:
                if frame.type != aiohttp.WSMsgType.BINARY:
                    return
                self.counts.messages += 1
                self.counts.bytes += len(frame.data)
                self._heard(frame.data, time.time())
        except (aiohttp.ClientError, ConnectionError):
            return
        except Exception as fault:
            self.counts.faults.append(repr(fault))
            raise

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # -- to the server

    async def rerun(self, fragment: str = "", *, by_itself: bool = False, states: Sequence[WidgetState] = ()) -> None:
        """Ask for a run, of a fragment or of the page, with what became of widgets."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        asked.page_script_hash = self._page_hash
        if not self._page_hash:
            asked.page_name = self.path.strip("/")
        asked.fragment_id = fragment
        asked.is_auto_rerun = by_itself
        asked.cached_message_hashes.extend(self._cache)
        asked.context_info.timezone = "Europe/Paris"
        asked.context_info.locale = "en-GB"
        asked.context_info.url = self.base + self.path
        asked.context_info.color_scheme = "light"
        asked.widget_states.widgets.extend(states)
        self.counts.reruns_sent += 1
        assert self._socket is not None
        with contextlib.suppress(ConnectionError, aiohttp.ClientError):
            await self._socket.send_bytes(message.SerializeToString())

    async def click(self, name: str) -> None:
        """Press a button, named by its label or its key, and wait until its run is over.

        Raises:
            ConnectionError: if the server went away before it was.
        """
        widget, fragment = await self._drawn_by_now(name)
        await self._set(fragment, WidgetState(id=widget, trigger_value=True))

    async def press(self, name: str) -> None:
        """Press a button, named by its label or its key, and wait for nothing."""
        widget, fragment = await self._drawn_by_now(name)
        await self.rerun(fragment, states=[WidgetState(id=widget, trigger_value=True)])

    def has(self, name: str) -> bool:
        """Whether the page has something of this label or key."""
        return any(label == name or widget.endswith(f"-{name}") for widget, (_, _, label) in self._widgets.items())

    async def type(self, name: str, text: str) -> None:
        """Write into a text box, named by its label or its key, and leave it."""
        widget, fragment = await self._drawn_by_now(name)
        self._typed[widget] = WidgetState(id=widget, string_value=text)
        await self._set(fragment)

    async def _set(self, fragment: str, *states: WidgetState) -> None:
        self._lost = False
        self._finished.clear()
        await self.rerun(fragment, states=[*self._typed.values(), *states])
        await asyncio.wait_for(self._finished.wait(), 60)
        if self._lost:
            raise ConnectionError("the server went away")

    async def _drawn_by_now(self, name: str) -> tuple[str, str]:
        for _ in range(50):
            # The page may just be drawing itself anew.
            if self.has(name):
                break
            await asyncio.sleep(0.1)
        return self._found(name)

    def _found(self, name: str) -> tuple[str, str]:
        for widget, (_, fragment, label) in reversed(self._widgets.items()):
            if label == name or widget.endswith(f"-{name}"):
                return widget, fragment
        raise LookupError(f"{self.path} has no {name!r}; it has {self.labels()}")

    def labels(self) -> list[str]:
        """The labels and keys of what can be used on the page."""
        return [f"{kind}: {label or widget.rsplit('-', 1)[-1]}" for widget, (kind, _, label) in self._widgets.items()]

    # -- from the server

    def _heard(self, data: bytes, now: float) -> None:
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            data = self._cache[message.ref_hash]
            metadata = message.metadata
            message = ForwardMsg.FromString(data)
            message.metadata.CopyFrom(metadata)
            kind = message.WhichOneof("type")
        elif message.metadata.cacheable and message.hash:
            self._cache[message.hash] = data
        if kind == "delta":
            self._drawn(message, now)
        elif kind == "new_session":
            self._session = message.new_session.initialize.session_id or self._session
            self._page_hash = self._page_hash or message.new_session.page_script_hash
            if not message.metadata.run.fragment_ids:
                # Before a run of the page the front end drops what was to run by itself; the run says it anew.
                self._drop_timers(list(self._timers))
                self._widgets.clear()
                self._showing.clear()
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash or self._page_hash
        elif kind == "script_finished":
            self.counts.runs += 1
            for ear in self.ears.values():
                if not ear.shown or ear.shown[-1][0] < ear.drawn:
                    ear.shown.append((ear.drawn, now))
            self._finished.set()
            self.ready.set()
        elif kind == "auto_rerun":
            self._start_timer(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "stop_auto_rerun":
            self._drop_timers(list(message.stop_auto_rerun.fragment_ids))

    def _drawn(self, message: ForwardMsg, now: float) -> None:
        delta = message.delta
        if delta.WhichOneof("type") != "new_element":
            return
        kind = delta.new_element.WhichOneof("type") or ""
        element = getattr(delta.new_element, kind, None) if kind else None
        if kind == "exception":
            self.counts.tracebacks.append(f"{self.path}: {element.type} {element.message}"[:500])
        widget = getattr(element, "id", "")
        if widget:
            # What was drawn last comes last: a button of the same name that is no longer there is not pressed.
            self._widgets.pop(widget, None)
            self._widgets[widget] = (kind, delta.fragment_id, getattr(element, "label", ""))
        if kind == _COMPONENTS:
            self._component(widget, delta.fragment_id, element, now)

    def _component(self, widget: str, fragment: str, element: Any, now: float) -> None:
        written = element.json or element.mixed.json
        data = json.loads(written) if written else {}
        if not isinstance(data, dict) or "line" not in data:
            return
        if "parts" in data:
            parts, revision = tuple(data["parts"]), int(data["rev"])
            ear = self.ears.setdefault(widget, Ear(parts, fragment, revision))
            ear.parts, ear.fragment, ear.told = parts, fragment, max(ear.told, revision)
            ear.drawn, ear.patience = revision, float(data.get("patience") or 0.0)
            if ear.waiting and revision >= ear.told:
                ear.waiting.cancel()
        elif "html" in data:
            self._on_picture(str(data["name"]), int(data["rev"]), now)
            if (mark := mark_in(data["html"])) is not None:
                self._drawn_with[str(data["name"])] = mark
                ear = self.ears.setdefault(widget, Ear((str(data["name"]),), fragment, 0))
                ear.fragment, ear.drawn = fragment, int(data["rev"])
            self._spawn(self._say_what_is_shown())
        elif "first" in data:
            self._boards = True
            self._on_board(int(data["first"]["rev"]), now)
        if self._line is None:
            self._line = asyncio.create_task(self._listen(urljoin(self.base + "/", data["line"])))

    def _on_board(self, revision: int, now: float) -> None:
        if not self.board_shown or self.board_shown[-1][0] < revision:
            self.board_shown.append((revision, now))

    def _on_picture(self, name: str, revision: int, now: float) -> None:
        shown = self.pictures.setdefault(name, [])
        self._showing[name] = max(revision, self._showing.get(name, 0))
        if not shown or shown[-1][0] < revision:
            shown.append((revision, now))

    async def _say_what_is_shown(self) -> None:
        if self._live is not None and not self._live.closed and self._showing:
            with contextlib.suppress(ConnectionError, aiohttp.ClientError):
                await self._live.send_json({"show": self._showing})

    # -- fragments that run by themselves

    def _start_timer(self, fragment: str, interval: float) -> None:
        old = self._timers.get(fragment)
        if old and old[0] == interval:
            return
        self._drop_timers([fragment])
        self._timers[fragment] = (interval, asyncio.create_task(self._tick(fragment, interval)))

    def _drop_timers(self, fragments: list[str]) -> None:
        for fragment in fragments:
            if fragment in self._timers:
                self._timers.pop(fragment)[1].cancel()

    async def _tick(self, fragment: str, interval: float) -> None:
        while True:
            await asyncio.sleep(interval)
            await self.rerun(fragment, by_itself=True)

    # -- the line

    async def _listen(self, address: str) -> None:
        wait = 0.5
        assert self._http is not None
        while not self._closing:
            with contextlib.suppress(aiohttp.ClientError, ConnectionError, asyncio.TimeoutError):
                async with self._http.ws_connect(address.replace("http", "ws", 1), origin=self.base, compress=0) as line:
                    self._live = line
                    await self._say_what_is_shown()
                    async for frame in line:
                        if frame.type == aiohttp.WSMsgType.TEXT:
                            wait = 0.5
                            self.counts.bytes += len(frame.data)
                            await self._news(json.loads(frame.data), time.time())
                    if line.close_code == 4401:
                        await self._trigger_all(-1)
                        return
            await asyncio.sleep(wait * random.uniform(0.7, 1.3))
            wait = min(wait * 2, 8.0)

    async def _news(self, news: dict[str, Any], now: float) -> None:
        self.counts.news += 1
        self.committed.setdefault(int(news["rev"]), float(news["at"]))
        if self._boards:
            self._on_board(int(news["rev"]), now)
        for name, one in news.get("pictures", {}).items():
            self._on_picture(name, int(one["rev"]), now)
            mark = mark_in(one["html"])
            if mark is not None and mark != self._drawn_with.get(name):
                self._drawn_with[name] = mark
                self._spawn(self._page_anew(name, mark))
        for widget, ear in list(self.ears.items()) if news["ask"] else ():
            newest = max((news["parts"].get(part, 0) for part in ear.parts), default=0)
            if newest > ear.told:
                ear.told = newest
                if ear.waiting:
                    ear.waiting.cancel()
                ear.waiting = self._spawn(self._after_patience(widget, ear, newest))

    async def _page_anew(self, picture: str, mark: str) -> None:
        for widget, ear in list(self.ears.items()):
            if ear.parts == (picture,):
                await self._trigger(widget, ear, mark)

    async def _after_patience(self, widget: str, ear: Ear, value: int) -> None:
        if ear.patience:
            await asyncio.sleep(ear.patience)
        await self._trigger(widget, ear, value)

    async def _trigger_all(self, value: int) -> None:
        for widget, ear in list(self.ears.items()):
            await self._trigger(widget, ear, value)

    async def _trigger(self, widget: str, ear: Ear, value: int | str) -> None:
        told = json.dumps([{"event": "news", "value": value}])
        await self.rerun(ear.fragment, states=[WidgetState(id=_TRIGGERS.format(widget), json_trigger_value=told)])
