"""Screens that follow the room: an ear that hears of news, and boards and pictures that the browser draws by itself."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from records.room import Room
from ui import conference, state
from ui.hub import message
from ui.pictures import drawn

PRESS_SECONDS = 10.0
"""How long a press in a picture waits to be done; after that whoever pressed is elsewhere."""

SAFETY_SECONDS = 20.0
"""After a restart of the server a screen that only waits would wait for ever; so it looks by itself now and then."""

# One line to the server for all that listens in a tab. It comes back by itself, ever more slowly, and what was missed
# in between is in the first message.
_LINE_JS = """
const line = (window.penholderLine ??= { ears: new Set(), shows: new Map(), socket: null, last: null, wait: 500, address: "" })
const speak = () => line.ears.forEach((ear) => ear(line.last))
// What this tab shows, and as of which revision: the server sends a picture only where it has a newer one.
const sayWhatIsShown = () => {
  if (line.socket?.readyState === 1) line.socket.send(JSON.stringify({ show: Object.fromEntries([...line.shows].map(([name, one]) => [name, one.rev()])) }))
}
// Should anything have been lost on the way, it comes with the next answer.
line.asking ??= setInterval(() => { if (line.shows.size) sayWhatIsShown() }, 20000)
const connect = () => {
  if (line.socket || !line.ears.size) return
  const base = document.baseURI.replace(/^http/, "ws")
  const socket = new WebSocket(new URL(line.address, base))
  line.socket = socket
  socket.onopen = () => { if (line.shows.size) sayWhatIsShown() }
  socket.onmessage = (event) => {
    line.wait = 500
    line.last = JSON.parse(event.data)
    line.last.skew = line.last.now - Date.now() / 1000
    speak()
  }
  socket.onclose = (event) => {
    if (line.socket !== socket) return
    line.socket = null
    if (event.code === 4401) { line.ears.forEach((ear) => ear(null)); return }
    setTimeout(connect, line.wait * (0.7 + 0.6 * Math.random()))
    line.wait = Math.min(line.wait * 2, 8000)
  }
}
const listen = (address, ear) => {
  if (line.address !== address) {
    line.address = address
    line.last = null
    const old = line.socket
    line.socket = null
    old?.close()
  }
  line.ears.add(ear)
  if (line.last) ear(line.last)
  connect()
  return () => {
    line.ears.delete(ear)
    // Streamlit takes a component away and puts it back within one run.
    setTimeout(() => { if (!line.ears.size) { const old = line.socket; line.socket = null; line.last = null; old?.close() } }, 1500)
  }
}
"""

_EAR_JS = (
    _LINE_JS
    + """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  // It is called again with every new `data`, and Streamlit ends the last call only.
  parentElement.penholderEnd?.()
  let told = data.rev
  let waiting = null
  const stop = listen(data.line, (news) => {
    if (!news) { setTriggerValue("news", -1); return }
    // All screens at once would hold each other up; the server says when it is this one's turn.
    if (!news.ask) return
    const newest = Math.max(0, ...data.parts.map((part) => news.parts[part] ?? 0))
    if (newest <= told) return
    told = newest
    // News of one's own act needs no second run: the page that it leads to is on its way.
    clearTimeout(waiting)
    const tell = () => {
      // While the page is being drawn, perhaps another one in its place, a fragment asked for now would be drawn into
      // what is not there any more, and Streamlit's page breaks at that. It is asked for when the drawing is done.
      const app = document.querySelector("[data-testid=stApp]")
      // Nor is it while a name is dragged (`ui.console.drag`), which would be dropped.
      const held = Date.now() < (window.penholderHeldUntil ?? 0)
      if (held || (app && app.dataset.testScriptState === "running")) { waiting = setTimeout(tell, 60); return }
      setTriggerValue("news", newest)
    }
    if (data.patience) waiting = setTimeout(tell, data.patience * 1000)
    else tell()
  })
  return (parentElement.penholderEnd = () => { clearTimeout(waiting); stop() })
}
"""
)

_ear = st.components.v2.component("penholder_ear", html="<span hidden></span>", js=_EAR_JS)

_BOARD_HTML = """
<div class="board" role="status" aria-live="polite">
  <p class="notice" dir="auto"></p>
  <div class="clock" role="timer"><span class="label" dir="auto"></span><span class="time"></span><span class="state"></span></div>
</div>
"""

_BOARD_CSS = """
.board { font-family: var(--st-font); color: var(--st-text-color); display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; }
.board.empty { display: none; }
.notice { margin: 0; font-size: 1rem; line-height: 1.4; }
.clock { display: flex; gap: .6rem; align-items: baseline; }
.clock[hidden], .notice[hidden] { display: none; }
.label { font-size: .9rem; }
.time { font-variant-numeric: tabular-nums; font-weight: 600; font-size: 1.35rem; }
.state { font-size: .85rem; font-weight: 600; }
.over .time, .over .state { color: var(--st-red-text-color, #b3261e); }
.large .notice { font-size: clamp(1.6rem, 3.2vw, 3.6rem); width: 100%; }
.large .label { width: 100%; font-size: clamp(1.2rem, 2vw, 2.2rem); }
.large .time { font-size: clamp(4rem, 15vw, 17rem); line-height: 1; }
.large .state { font-size: clamp(1.2rem, 2vw, 2.2rem); }
.large .clock { flex-wrap: wrap; width: 100%; }
"""

_BOARD_JS = (
    _LINE_JS
    + """
const shown = (seconds) => {
  const whole = Math.ceil(Math.abs(seconds) - 1e-6)
  const two = (n) => String(n).padStart(2, "0")
  const hours = Math.floor(whole / 3600)
  const rest = two(Math.floor((whole % 3600) / 60)) + ":" + two(whole % 60)
  return (seconds < 0 ? "+" : "") + (hours ? hours + ":" + rest : rest)
}
export default function (component) {
  const { data, parentElement } = component
  parentElement.penholderEnd?.()
  const root = parentElement.querySelector(".board")
  const part = (name) => parentElement.querySelector("." + name)
  root.classList.toggle("large", data.size === "large")
  let now = { ...data.first, skew: data.first.now - Date.now() / 1000 }
  const draw = () => {
    const { notice, clock } = now.board
    part("notice").textContent = notice
    part("notice").hidden = !notice
    part("clock").hidden = !clock
    root.classList.toggle("empty", !notice && !clock)
    if (!clock) return
    const running = clock.ends_at !== null
    const left = running ? Math.min(clock.left, clock.ends_at - (Date.now() / 1000 + now.skew)) : clock.left
    const over = left < 0
    part("label").textContent = clock.label
    part("time").textContent = shown(left)
    part("state").textContent = over ? "time is up" : running ? "" : "stopped"
    part("clock").classList.toggle("over", over)
    root.dataset.rev = now.rev
    root.dataset.at = now.at
  }
  const tick = setInterval(draw, 200)
  const stop = listen(data.line, (news) => { if (news && news.rev >= now.rev) { now = news; draw() } })
  draw()
  return (parentElement.penholderEnd = () => { clearInterval(tick); stop() })
}
"""
)

_board = st.components.v2.component("penholder_board", html=_BOARD_HTML, css=_BOARD_CSS, js=_BOARD_JS)


# A picture is put in place of the former one as a whole. While a finger or a key is on it it waits, or the click would
# fall on what is gone; where the keyboard was, it is again.
_PICTURE_JS = (
    _LINE_JS
    + """
const clock = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" })
const inOwnTime = (root) => root.querySelectorAll("time[data-at]").forEach((mark) => {
  const at = new Date(Number(mark.dataset.at) * 1000)
  mark.textContent = (at.toDateString() === new Date().toDateString() ? "" : day.format(at) + ", ") + clock.format(at)
})
const place = (root) => {
  const held = root.contains(document.activeElement) ? document.activeElement : null
  return held?.dataset?.do ? [held.dataset.do, held.dataset.id] : null
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  parentElement.penholderEnd?.()
  const root = parentElement.querySelector(".ph-picture")
  let waiting = null
  const put = (html, rev) => {
    root.rev = rev
    if (root.html === html) return
    const was = place(root)
    const opened = [...root.querySelectorAll("details[data-id][open]")].map((one) => one.dataset.id)
    root.html = html
    root.innerHTML = html
    root.hidden = !html
    root.querySelectorAll("details[data-id]").forEach((one) => { one.open = opened.includes(one.dataset.id) })
    inOwnTime(root)
    window.dispatchEvent(new Event("penholder-drawn"))
    if (was) root.querySelector(`[data-do="${CSS.escape(was[0])}"][data-id="${CSS.escape(was[1])}"]`)?.focus({ preventScroll: true })
    turn()
  }
  // A picture may say by a mark how the page around it is drawn. Where that is another way than it was, the page is asked for.
  const drawnWith = /data-page="([^"]*)"/.exec(data.html)?.[1]
  const turn = () => {
    const mark = root.querySelector("[data-page]")?.dataset.page
    clearTimeout(root.turning)
    if (mark === undefined || mark === drawnWith) return
    const tell = () => {
      const app = document.querySelector("[data-testid=stApp]")
      if (app && app.dataset.testScriptState === "running") { root.turning = setTimeout(tell, 60); return }
      root.asked = mark
      setTriggerValue("news", mark)
    }
    // Asked for already and not drawn: the server it came from does not have it yet.
    root.turning = setTimeout(tell, root.asked === mark ? 1000 : 0)
  }
  const take = (html, rev) => { if (root.held) { waiting = [html, rev] } else { put(html, rev) } }
  const release = () => { root.held = false; if (waiting) { const [html, rev] = waiting; waiting = null; take(html, rev) } }
  if (root.name !== data.name || !(root.rev > data.rev)) take(data.html, data.rev)
  root.name = data.name
  root.querySelectorAll("[aria-busy]").forEach((one) => one.removeAttribute("aria-busy"))
  turn()
  root.onpointerdown = root.onkeydown = () => { root.held = true; clearTimeout(root.letting); root.letting = setTimeout(release, 1500) }
  root.onpointerup = root.onkeyup = root.onpointercancel = () => { clearTimeout(root.letting); root.letting = setTimeout(release, 80) }
  root.onclick = (event) => {
    const pressed = event.target.closest("[data-do]")
    if (!pressed || pressed.hasAttribute("aria-busy")) return
    // Until it is done, or drawn anew, a second press would be another act.
    pressed.setAttribute("aria-busy", "true")
    setTimeout(() => pressed.removeAttribute("aria-busy"), 3000)
    setTriggerValue("act", { do: pressed.dataset.do, id: pressed.dataset.id })
  }
  const mine = { rev: () => root.rev }
  line.shows.set(data.name, mine)
  const stop = listen(data.line, (news) => {
    const one = news?.pictures?.[data.name]
    if (one && (one.rev >= root.rev || news.anew)) take(one.html, one.rev)
  })
  sayWhatIsShown()
  return (parentElement.penholderEnd = () => {
    clearTimeout(root.turning)
    stop()
    if (line.shows.get(data.name) === mine) line.shows.delete(data.name)
  })
}
"""
)

_picture = st.components.v2.component("penholder_picture", html='<div class="stHtml ph-picture"></div>', js=_PICTURE_JS, isolate_styles=False)


def follow(parts: Sequence[str], draw: Callable[[Room], None], *, key: str) -> None:
    """Draw something, and draw it again whenever one of these parts of the room changes, here or anywhere.

    Args:
        parts: of `records.room.PARTS`, or `draft:` with an id.
        draw: draws it from the room; called at once, and then in a fragment of its own.
    """

    @st.fragment(run_every=SAFETY_SECONDS)
    def following() -> None:
        with conference.one_run():
            room = conference.room()
            if room is None:
                # Signed out elsewhere, or the seat was closed: the whole page says so.
                st.rerun()
            draw(room)
            _ear(key=key, data={**_told(room, parts), "line": f"api/live/{room.committee}"}, on_news_change=lambda: None)

    following()


def follow_page(parts: Sequence[str], *, key: str, patience: float = 0.0) -> None:
    """Run the whole page again whenever one of these parts of the room changes.

    Args:
        patience: seconds for which news wait, on a page whose own acts change these parts many times a minute.
    """
    room = conference.room()
    if room is None:
        _wait_for_the_records()
        return
    drawn = _newest(room, parts)

    @st.fragment(run_every=SAFETY_SECONDS)
    def following() -> None:
        now = conference.room()
        if now is None or _newest(now, parts) > drawn:
            st.rerun()
        _ear(key=key, data={**_told(now, parts), "line": f"api/live/{now.committee}", "patience": patience}, on_news_change=lambda: None)

    following()


def _wait_for_the_records() -> None:
    """Where the records were away as the page was drawn, follow again from when they are back."""
    if conference.signed_in() is None and not conference.is_away():
        return

    @st.fragment(run_every=SAFETY_SECONDS / 4)
    def waiting() -> None:
        if conference.room() is not None:
            st.rerun()

    waiting()


def hears(room: Room, part: str, told: int, *, key: str) -> None:
    """Within what is followed: draw it again also when the news have a part of theirs further on than what was told here."""
    _ear(key=key, data={"parts": [part], "rev": told, "line": f"api/live/{room.committee}"}, on_news_change=lambda: None)


def board(room: Room, *, size: str = "small", key: str = "board") -> None:
    """The notice and the clock of the room, which the browser keeps up to date by itself."""
    _board(key=key, data={"line": f"api/live/{room.committee}", "first": message(room, conference.seat()), "size": size})


def picture(name: str, *, key: str, act: Callable[[str, str], None] | None = None) -> tuple[str, str]:
    """A list or a board of the committee (`ui.pictures`), which the browser keeps up to date by itself.

    Args:
        act: does what a press of a button in it is for, as a callback; it is given the button's `data-do` and `data-id`.

    Returns:
        Without `act`:
        the `data-do` and `data-id` of the button in it that was pressed; empty otherwise. What comes from a browser is to
        be believed no more than an address.
    """
    room, seat = conference.room(), conference.seat()
    if room is None or seat is None:
        return "", ""
    now = drawn(name, room, seat)
    data = {"name": name, "rev": now.revision, "html": now.html, "line": f"api/live/{room.committee}"}
    then = act or partial(_note, key)
    _picture(key=key, data=data, on_act_change=state.on_choice(key, lambda shown: _tell(shown, then)), on_news_change=lambda: None)
    pressed = json.loads(state.kept(f"pressed-{key}") or "null")
    state.keep(f"pressed-{key}", None)
    return (pressed["do"], pressed["id"]) if pressed and time.time() - pressed["at"] < PRESS_SECONDS else ("", "")


def _tell(shown: Any, then: Callable[[str, str], None]) -> None:
    act = shown.get("act") if shown else None
    if isinstance(act, dict):
        then(str(act.get("do", "")), str(act.get("id", "")))


def _note(key: str, do: str, id: str) -> None:
    """Keep what was pressed in a picture until its page is drawn: a run that another one overtakes does not get that far."""
    state.keep(f"pressed-{key}", json.dumps({"do": do, "id": id, "at": time.time()}))


def _newest(room: Room, parts: Sequence[str]) -> int:
    known = room.parts
    return max((known.get(part, 0) for part in parts), default=0)


def _told(room: Room, parts: Sequence[str]) -> dict[str, Any]:
    return {"parts": list(parts), "rev": _newest(room, parts)}
