"""What Streamlit has no widget for: an editor that reports while one types, and two stores in the browser, of the own
draft and of words for a shared one that are not saved yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from ui import state

_EDITOR_HTML = """
<label for="text"></label>
<textarea id="text" spellcheck="true" dir="auto"></textarea>
<div class="foot"><span id="count"></span></div>
"""

_EDITOR_CSS = """
label { display: block; font: 600 .875rem/1.4 var(--st-font); color: var(--st-text-color); margin-bottom: .25rem; }
textarea {
  box-sizing: border-box; width: 100%; min-height: 7rem; resize: vertical; overflow: hidden;
  font: 400 1.12rem/1.5 "Source Serif 4", Georgia, serif; color: var(--st-text-color);
  background: var(--st-background-color); border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
  padding: .6rem .75rem;
}
textarea:focus { outline: 2px solid var(--st-primary-color); outline-offset: 0; border-color: var(--st-primary-color); }
.foot { font: 400 .8rem/1.4 var(--st-font); color: var(--st-text-color); opacity: .75; text-align: right; margin-top: .15rem; }
"""

# One entry for each shared draft and each tab: `held` is what the session holds, in its own words, and `typed` what the
# server has not heard of yet, by paragraph. The name of a tab outlasts a reload, and two tabs never write the same entry.
_UNSAVED_JS = """
const UNSAVED = "penholder-unsaved"
const tab = () => (sessionStorage["penholder-tab"] ||= Math.random().toString(36).slice(2, 10))
const entryOf = (place) => `${UNSAVED} ${place} ${tab()}`
const read = (name) => {
  try { return { held: "", typed: {}, at: 0, ...JSON.parse(localStorage.getItem(name)) } } catch { return { held: "", typed: {}, at: 0 } }
}
const write = (name, { held, typed }) => {
  if (held || Object.keys(typed).length) localStorage.setItem(name, JSON.stringify({ held, typed, at: Date.now() }))
  else localStorage.removeItem(name)
}
"""

# The text is replaced from Python only where `rev` changes: what comes back while one types is older than what is typed.
_EDITOR_JS = (
    _UNSAVED_JS
    + """
const note = (place, paragraph, typed) => {
  try {
    const kept = read(entryOf(place))
    if (typed) kept.typed[paragraph] = typed
    else delete kept.typed[paragraph]
    write(entryOf(place), kept)
  } catch { /* The storage is full or switched off; the session still hears of it. */ }
}
export default function (component) {
  const { parentElement, data, setStateValue } = component
  const area = parentElement.querySelector("textarea")
  const count = parentElement.querySelector("#count")
  parentElement.querySelector("label").textContent = data.label
  const fit = () => {
    area.style.height = "auto"
    area.style.height = Math.max(area.scrollHeight + 4, 112) + "px"
    const words = area.value.trim() ? area.value.trim().split(/\\s+/).length : 0
    count.textContent = words === 1 ? "1 word" : words + " words"
  }
  const { shared } = data
  let again = false
  if (shared && area.opening !== shared.opening) {
    // Where the server was started again under an open page, it knows only what it had saved.
    again = area.place === shared.place && area.value !== area.ground?.was
    area.place = shared.place
    area.opening = shared.opening
    area.told = shared.heard
    area.trail = []
    area.sent = again ? null : area.value
  }
  // In a shared text what somebody else wrote waits until all that was typed here is sent, with the text it was typed on,
  // and until what comes back was written in knowledge of it.
  const unsent = shared && (area.value !== area.sent || area.told > shared.heard)
  if (area.dataset.rev !== String(data.rev) && !unsent) {
    area.dataset.rev = String(data.rev)
    if (area.value !== (data.value ?? "")) area.value = data.value ?? ""
    area.sent = area.value
  }
  if (shared && area.dataset.rev === String(data.rev)) area.ground = shared.ground
  if (shared && !unsent) {
    area.trail = []
    if (area.noted) note(shared.place, shared.paragraph, null)
    area.noted = false
  }
  area.placeholder = data.placeholder ?? ""
  if (data.begun && window.penholderBegun !== data.begun) {
    window.penholderBegun = data.begun
    // What stands above it is still being drawn.
    setTimeout(() => {
      area.focus({ preventScroll: true })
      area.scrollIntoView({ block: window.innerWidth < 768 ? "center" : "nearest" })
    }, 150)
  }
  const send = () => {
    clearTimeout(area.timer)
    if (area.value === area.sent) return
    area.sent = area.value
    if (!shared) { setStateValue("text", area.value); return }
    area.told += 1
    area.trail = [...area.trail, area.value].slice(-8)
    setStateValue("text", {
      text: area.value, on: area.dataset.rev, told: area.told, opening: area.opening, ground: { ...area.ground, sent: area.trail },
    })
  }
  area.oninput = () => {
    fit()
    if (shared) {
      area.noted = true
      note(shared.place, shared.paragraph, { text: area.value, ground: { ...area.ground, sent: area.trail } })
    }
    clearTimeout(area.timer)
    area.timer = setTimeout(send, 250)
  }
  area.onblur = send
  if (again) setTimeout(send, 0)
  requestAnimationFrame(fit)
  return () => { send() }
}
"""
)

_editor = st.components.v2.component("penholder_editor", html=_EDITOR_HTML, css=_EDITOR_CSS, js=_EDITOR_JS)


def editor(
    label: str,
    value: str,
    *,
    revision: int | str,
    key: str,
    on_text: Callable[[], None],
    placeholder: str = "",
    shared: dict[str, Any] | None = None,
    begun: int = 0,
) -> None:
    """A text area in the serif of resolutions that reports a quarter of a second after each pause in typing.

    Args:
        revision: another number makes it show `value`; the same one leaves what is being typed alone.
        on_text: called when the text changed; it reads the new one with `state.value_of(key)`.
        shared: for a text that others write too, its `place`, `paragraph`, `opening` and `ground`. It is not replaced
            while something is unsent, what is typed is noted in the browser until the server has heard of it, and what
            is sent is a mapping of the `text`, the revision `on` which it was typed, the `ground` beneath it, and how
            many times since the `opening` something was `told`.
        begun: another number than the last one brings it into view, with the pen in it.
    """
    if shared is not None:
        last = (state.value_of(key) or {}).get("text")
        told = last.get("told") if isinstance(last, dict) and last.get("opening") == shared["opening"] else 0
        shared = {**shared, "heard": told}
    _editor(
        key=key,
        data={"label": label, "value": value, "rev": revision, "placeholder": placeholder, "shared": shared, "begun": begun},
        on_text_change=on_text,
    )


# The second entry is the draft as it stood in the address when the first was stored. Where a reload brings that address
# again, the browser's own copy is the same draft with its texts in full.
_STORE_JS = """
const NAME = "penholder-draft"
const ADDRESS = "penholder-address"
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  if (window.penholderPage !== data.page) {
    // A page is opened at its top, and not where the last one was left.
    if (window.penholderPage) {
      document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
      // On a telephone the menu lies over the page that was chosen in it.
      if (window.innerWidth < 768) document.querySelector('[aria-controls="stSidebar"][aria-expanded="true"]')?.click()
    }
    window.penholderPage = data.page
  }
  // A session that is no longer new may be followed by one that is, when the server was started again.
  if (data.mode !== "ask") parentElement.penholderAsked = false
  try {
    if (data.mode === "store") {
      window.localStorage.setItem(NAME, data.text)
      window.localStorage.setItem(ADDRESS, data.address)
      parentElement.penholderFull = false
    } else if (data.mode === "clear") {
      window.localStorage.removeItem(NAME)
      window.localStorage.removeItem(ADDRESS)
    } else if (data.mode === "ask" && !parentElement.penholderAsked) {
      parentElement.penholderAsked = true
      const text = window.localStorage.getItem(NAME)
      if (text) setTriggerValue("found", { text, address: window.localStorage.getItem(ADDRESS) ?? "" })
    }
  } catch (error) {
    // The storage is full, or switched off in this browser. An older draft in it must not pass for this one.
    try { window.localStorage.removeItem(ADDRESS) } catch (again) { /* switched off */ }
    if (data.mode === "store" && !parentElement.penholderFull) {
      parentElement.penholderFull = true
      setTriggerValue("full", true)
    }
  }
}
"""

_store = st.components.v2.component("penholder_store", html="<span hidden></span>\n", js=_STORE_JS)


def browser_store(
    mode: str, text: str, address: str, page: str, *, on_found: Callable[[], None], on_full: Callable[[], None]
) -> Any:
    """Keep a text in the browser's storage (`store`), drop it (`clear`), ask for what is there (`ask`), or `leave` it.

    Args:
        address: the draft as it stands in the address, kept beside the text.
        page: the page that is open; another one is shown from its top.
        on_found: called when something was there; `state.value_of("browser-store")` has it as `found`.
        on_full: called when the text could not be stored.
    """
    return _store(
        key="browser-store",
        data={"mode": mode, "text": text, "address": address, "page": page},
        on_found_change=on_found,
        on_full_change=on_full,
    )


# What an earlier session left is given to this one, and goes from the store once this one has it. Another tab's words are
# given too, as after a crash of the browser, but not while that tab may be about to send them itself.
_KEEPER_JS = (
    _UNSAVED_JS
    + """
const QUIET = 3000
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const { place, opening, held, answered, taken } = data
  const now = (window.penholderUnsaved ??= {})
  try {
    const mine = entryOf(place)
    if (now.opening !== opening) {
      now.opening = opening
      now.left = Object.keys(localStorage)
        .filter((name) => name.startsWith(`${UNSAVED} ${place} `))
        .map((name) => ({ name, own: name === mine, ...read(name) }))
        .filter((one) => one.own || one.at < Date.now() - QUIET)
    }
    if (now.left.length && answered !== opening) {
      setTriggerValue("found", { opening, entries: now.left })
      return
    }
    const kept = read(mine)
    for (const one of now.left) {
      if (taken.includes(one.name)) {
        if (one.name !== mine) localStorage.removeItem(one.name)
      } else if (one.name === mine) {
        // Not all of it could be shown at once; it waits beside what comes now.
        localStorage.setItem(`${mine}.${opening}`, JSON.stringify({ held: one.held, typed: {}, at: 0 }))
      }
      if (one.name !== mine) continue
      for (const paragraph in one.typed)
        if (kept.typed[paragraph]?.text === one.typed[paragraph].text) delete kept.typed[paragraph]
    }
    if (kept.held !== held || now.left.length) write(mine, { held, typed: kept.typed })
    now.left = []
  } catch {
    if (held && !parentElement.penholderFull) {
      parentElement.penholderFull = true
      setTriggerValue("full", true)
    }
  }
}
"""
)

_keeper = st.components.v2.component("penholder_unsaved", html="<span hidden></span>", js=_KEEPER_JS)


def unsaved_store(
    place: str,
    opening: str,
    held: str,
    *,
    answered: str,
    taken: Sequence[str],
    on_found: Callable[[], None],
    on_full: Callable[[], None],
) -> None:
    """Keep words that are not saved yet in the browser's storage, and ask for those of an earlier session.

    Args:
        place: whose words in which draft; those of another seat are not looked at.
        opening: another one for each time the draft is opened; the browser is then asked.
        held: what the session holds, in its own words; empty for nothing.
        answered: the opening for which what was found has been looked at.
        taken: names of entries of which everything is in `held` or in the records by now.
        on_found: called when something was there; `state.value_of("unsaved-store")` has it as `found`.
        on_full: called when it could not be stored.
    """
    _keeper(
        key="unsaved-store",
        data={"place": place, "opening": opening, "held": held, "answered": answered, "taken": list(taken)},
        on_found_change=on_found,
        on_full_change=on_full,
    )
