"""The two things Streamlit has no widget for: an editor that reports while one types, and a store in the browser."""

from __future__ import annotations

from collections.abc import Callable
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

# The text is replaced from Python only where `rev` changes: what comes back while one types is older than what is typed.
_EDITOR_JS = """
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
  // In a shared text what somebody else wrote waits until all that was typed here is sent, with the text it was typed on,
  // and until what comes back was written in knowledge of it.
  area.told ??= data.heard
  const unsent = data.gentle && area.dataset.sent !== undefined && (area.value !== area.dataset.sent || area.told > data.heard)
  if (area.dataset.rev !== String(data.rev) && !unsent) {
    area.dataset.rev = String(data.rev)
    area.value = data.value ?? ""
    area.dataset.sent = area.value
  }
  area.placeholder = data.placeholder ?? ""
  const send = () => {
    clearTimeout(area.timer)
    if (area.value === area.dataset.sent) return
    area.dataset.sent = area.value
    if (data.gentle) area.told += 1
    setStateValue("text", data.gentle ? { text: area.value, on: area.dataset.rev, told: area.told } : area.value)
  }
  area.oninput = () => { fit(); clearTimeout(area.timer); area.timer = setTimeout(send, 250) }
  area.onblur = send
  requestAnimationFrame(fit)
  return () => { send() }
}
"""

_editor = st.components.v2.component("penholder_editor", html=_EDITOR_HTML, css=_EDITOR_CSS, js=_EDITOR_JS)


def editor(
    label: str, value: str, *, revision: int | str, key: str, on_text: Callable[[], None], placeholder: str = "", gentle: bool = False
) -> None:
    """A text area in the serif of resolutions that reports a quarter of a second after each pause in typing.

    Args:
        revision: another number makes it show `value`; the same one leaves what is being typed alone.
        on_text: called when the text changed; it reads the new one with `state.value_of(key)`.
        gentle: for a text that others write too: it is not replaced while something is unsent, and what is sent is a
            mapping of the `text`, the revision `on` which it was typed, and how many times something was `told`.
    """
    last = (state.value_of(key) or {}).get("text") if gentle else None
    heard = last.get("told", 0) if isinstance(last, dict) else 0
    _editor(
        key=key,
        data={"label": label, "value": value, "rev": revision, "placeholder": placeholder, "gentle": gentle, "heard": heard},
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
    if (window.penholderPage) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
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
