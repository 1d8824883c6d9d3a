"""Dragging the speakers' list: a handle at each name that a finger, a pen or a mouse takes it by. The arrows do the same by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui import state
from ui.console.moment import safe

# Listening at the page and not at each row: rows are drawn anew whenever anything happens in the room.
_JS = """
export default function (component) {
  const { parentElement, setTriggerValue } = component
  // It is called again whenever the page is drawn, and Streamlit ends the last call only; what is in the hand stays there.
  let held = parentElement.penholderEnd?.("goes on") ?? null
  const list = (node) => node.closest(".st-key-console-list")
  const rowOf = (grip) => {
    let row = grip
    while (row.parentElement && !row.parentElement.classList.contains("st-key-console-list")) row = row.parentElement
    return row
  }
  const box = (row) => row.getBoundingClientRect()
  const rowsOf = (node) => [...node.querySelectorAll(".ph-console-grip")].map(rowOf)
  const nameOf = (row) => row.querySelector(".ph-console-grip")?.dataset.who
  // Where a row stands, whatever moves it on the screen meanwhile.
  const topOf = (row) => {
    const place = row.parentElement
    return box(place).top + window.scrollY + row.offsetTop - (row.offsetParent === place ? 0 : place.offsetTop)
  }
  // While a name is in the hand the ears (`ui.live`) keep news to themselves, or the list would be drawn under it. A hand
  // that never comes back, as where the browser lost it, is waited for no longer than this.
  const holds = (on) => { window.penholderHeldUntil = on ? Date.now() + 5000 : 0 }

  const lift = (event) => {
    const grip = event.target.closest?.(".ph-console-grip")
    if (!grip || held || event.button > 0 || !list(grip)) return
    const rows = rowsOf(list(grip))
    if (rows.length < 2) return
    event.preventDefault()
    grip.setPointerCapture(event.pointerId)
    const page = scroller(grip)
    held = {
      who: grip.dataset.who, pointer: event.pointerId, start: event.clientY + window.scrollY, y: event.clientY, scroller: page, scrolled: page.scrollTop,
      ...measured(rows, rows.indexOf(rowOf(grip))),
    }
    holds(true)
    held.timer = setInterval(edge, 16)
  }
  const measured = (rows, from) => {
    rows[from].classList.add("ph-console-held")
    return { rows, from, to: from, names: rows.map(nameOf), tops: rows.map(topOf), height: box(rows[from]).height }
  }
  const laidDown = ({ rows, from }) => {
    rows[from].classList.remove("ph-console-held")
    rows.forEach((row) => { row.style.transform = "" })
  }
  // A page that looks by itself now and then may have drawn the list all the same: the name is taken up where it is now.
  const takenUp = () => {
    const place = document.querySelector(".st-key-console-list")
    const rows = place ? rowsOf(place) : []
    if (rows.length === held.rows.length && rows.every((row, index) => row === held.rows[index] && nameOf(row) === held.names[index])) return true
    const from = rows.findIndex((row) => nameOf(row) === held.who)
    if (from < 0 || rows.length < 2) { put(false); return false }
    laidDown(held)
    held.start += topOf(rows[from]) - held.tops[held.from]
    held.scrolled = held.scroller.scrollTop
    Object.assign(held, measured(rows, from))
    return true
  }
  const scroller = (node) => {
    for (let one = node.parentElement; one; one = one.parentElement)
      if (one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one
    return document.scrollingElement
  }
  // Held at the edge of the screen, the page goes on, so that a long list can be gone through.
  const edge = () => {
    if (!held) return
    const step = held.y < 120 ? -10 : held.y > window.innerHeight - 60 ? 10 : 0
    if (step) { held.scroller.scrollTop += step; follow() }
  }
  const follow = () => {
    if (!takenUp()) return
    const { rows, from, tops, height } = held
    const by = held.y + window.scrollY - held.start + (held.scroller === document.scrollingElement ? 0 : held.scroller.scrollTop - held.scrolled)
    const middle = tops[from] + by + height / 2
    held.to = rows.reduce((to, row, index) => {
      if (index === from) return to
      const its = tops[index] + box(row).height / 2
      return index < from ? Math.min(to, middle < its ? index : to) : Math.max(to, middle > its ? index : to)
    }, from)
    rows.forEach((row, index) => {
      const makesWay = index !== from && index >= Math.min(from, held.to) && index <= Math.max(from, held.to)
      row.style.transform = index === from ? `translateY(${by}px)` : makesWay ? `translateY(${from < held.to ? -height : height}px)` : ""
    })
  }
  const drag = (event) => {
    if (!held || event.pointerId !== held.pointer) return
    held.y = event.clientY
    holds(true)
    follow()
  }
  const put = (done) => {
    const { rows, from, to, who, timer } = held
    clearInterval(timer)
    held = null
    holds(false)
    rows[from].classList.remove("ph-console-held")
    const reset = () => rows.forEach((row) => { row.style.transform = "" })
    if (!done || from === to) { reset(); return }
    // It stays where it was let go until the list comes back in its new order.
    setTriggerValue("moved", { who, place: to })
    const watch = new MutationObserver(() => { watch.disconnect(); reset() })
    watch.observe(rows[from].parentElement, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["class"] })
    setTimeout(() => { watch.disconnect(); reset() }, 3000)
  }
  const drop = (event) => {
    if (!held || event.pointerId !== held.pointer) return
    follow()
    if (held) put(true)
  }
  const leave = (event) => { if (held && event.pointerId === held.pointer) put(false) }
  const escape = (event) => { if (held && event.key === "Escape") put(false) }
  const heard = { pointerdown: lift, pointermove: drag, pointerup: drop, pointercancel: leave, keydown: escape }
  for (const [name, hear] of Object.entries(heard)) document.addEventListener(name, hear)
  if (held) { clearInterval(held.timer); held.timer = setInterval(edge, 16) }
  return (parentElement.penholderEnd = (how) => {
    const going = how === "goes on" ? held : null
    if (going) held = null
    else if (held) put(false)
    for (const [name, hear] of Object.entries(heard)) document.removeEventListener(name, hear)
    return going
  })
}
"""

_drag = st.components.v2.component("penholder_drag", html="<span hidden></span>", js=_JS)


def grip(one: str) -> str:
    """The handle of a delegation on the list, as HTML. Keys have the arrows, so that it is not said to a screen reader."""
    return f'<span class="ph-console-grip" data-who="{safe(one)}" aria-hidden="true" title="Drag to another place">⠿</span>'


def dropped(key: str, listed: tuple[str, ...], move: Callable[[str, int], Any]) -> None:
    """Let the list be dragged; `move` is told who was dropped, and at which place of the list, from 0.

    Args:
        listed: who is on the list.
    """

    def told() -> None:
        given = getattr(state.value_of(key), "moved", None)
        who = next((one for one in listed if isinstance(given, dict) and safe(one) == given.get("who")), None)
        place = given.get("place") if isinstance(given, dict) else None
        if who is not None and isinstance(place, int | float):
            move(who, int(place))

    _drag(key=key, on_moved_change=told)
