"""Signing in and out on screen, and the sentence for a page that is not for whoever opened it.

Cookies can only be set by an answer of the server, so the browser itself asks `POST api/enter` and loads the page anew.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import unquote

import streamlit as st
from streamlit.errors import StreamlitAuthError

from briefings.cards import printed_cards, unprintable
from briefings.engine import Paper
from records.errors import RecordsError, Refused
from records.room import SECRETARIAT, Role, Room, Seat
from ui import conference, look, seats, state
from ui.seats import ROLE_WORDS

ROOT = Path(__file__).resolve().parent.parent

LOGIN = "PENHOLDER_LOGIN"
"""Whose accounts the server asks for besides codes: nobody's where it is empty, `any` of the provider's, or domains."""

_CSS = """
:host, form, div { font-family: var(--st-font); color: var(--st-text-color); }
form { display: grid; gap: .5rem; max-width: 26rem; }
label { font-weight: 600; font-size: .875rem; }
input { font: 600 1.35rem/1.4 var(--st-font); letter-spacing: .06em; text-transform: uppercase; box-sizing: border-box; width: 100%;
  padding: .5rem .7rem; color: var(--st-text-color); background: var(--st-background-color); border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); }
input::placeholder { opacity: .45; font-weight: 400; }
input:focus { outline: 2px solid var(--st-primary-color); border-color: var(--st-primary-color); }
button { font: 600 1rem/1.3 var(--st-font); min-height: 2.5rem; padding: .35rem 1rem; cursor: pointer; border-radius: var(--st-base-radius);
  border: 1px solid var(--st-border-color); background: transparent; color: var(--st-text-color); }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
button.main { background: var(--st-primary-color); border-color: var(--st-primary-color); color: light-dark(#fff, #06233f); justify-self: start; }
button.main:hover { filter: brightness(1.08); color: light-dark(#fff, #06233f); }
button.quiet { font-size: .875rem; font-weight: 400; min-height: 2rem; padding: .15rem .6rem; }
button[disabled] { opacity: .6; cursor: default; }
p { margin: 0; line-height: 1.45; font-size: .95rem; }
p.fault { color: var(--st-red-text-color, #b3261e); font-weight: 600; }
p:empty { display: none; }
"""

_ASK_JS = """
const ask = async (path, body) => {
  try {
    const answer = await fetch(new URL(path, document.baseURI), {
      method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    })
    const said = await answer.json().catch(() => ({}))
    return answer.ok ? "" : said.message || "The server did not take it. Try again in a moment."
  } catch { return "The server cannot be reached. What you typed is still here; try again in a moment." }
}
"""

# A card's code stands behind the # of the address, which no server hears of. On the way to an organization's provider and
# back it would be lost; so the tab keeps it meanwhile, and for no longer than such a sign-in takes.
_CARD_JS = """
const CARD = "penholder-card"
const MINUTES = 10
const fromAddress = () => {
  const found = /[#&]code=([^&]*)/.exec(location.hash)
  if (!found) return ""
  history.replaceState(history.state, "", location.pathname + location.search)
  try { return decodeURIComponent(found[1]).slice(0, 40) } catch { return found[1].slice(0, 40) }
}
const keepCard = (code) => { try { sessionStorage.setItem(CARD, JSON.stringify({ code, at: Date.now() })) } catch { } }
const keptCard = () => {
  try {
    const { code, at } = JSON.parse(sessionStorage.getItem(CARD))
    return Date.now() - at < MINUTES * 60000 ? String(code) : ""
  } catch { return "" }
}
const dropCard = () => { try { sessionStorage.removeItem(CARD) } catch { } }
"""

_GATE_JS = (
    _CARD_JS
    + """
export default function (component) {
  component.parentElement.penholderEnd?.()
  const take = () => { const code = fromAddress(); if (code) keepCard(code) }
  take()
  addEventListener("hashchange", take)
  return (component.parentElement.penholderEnd = () => removeEventListener("hashchange", take))
}
"""
)

_gate = st.components.v2.component("penholder_gate", html="<span hidden></span>", js=_GATE_JS)

_ARRIVED_JS = (
    _CARD_JS
    + """
export default function () {
  if (!keptCard()) dropCard()
  else if (!location.pathname.endsWith("/enter")) location.assign(new URL("enter", document.baseURI))
}
"""
)

_arrived = st.components.v2.component("penholder_arrived", html="<span hidden></span>", js=_ARRIVED_JS)

_ENTER_JS = (
    _ASK_JS
    + _CARD_JS
    + """
export default function (component) {
  const { parentElement } = component
  // It is called again with every new `data`, and Streamlit ends the last call only.
  parentElement.penholderEnd?.()
  const form = parentElement.querySelector("form")
  const box = parentElement.querySelector("input")
  const fault = parentElement.querySelector(".fault")
  const button = parentElement.querySelector("button")
  const take = () => {
    const code = fromAddress() || keptCard()
    dropCard()
    if (!code) return
    box.value = code
    button.focus()
  }
  take()
  addEventListener("hashchange", take)
  form.onsubmit = async (event) => {
    event.preventDefault()
    if (!box.value.trim()) { fault.textContent = "Type the code from your card."; box.focus(); return }
    button.disabled = true
    fault.textContent = ""
    const message = await ask("api/enter", { code: box.value })
    button.disabled = false
    if (message) { fault.textContent = message; box.focus(); box.select(); return }
    location.assign(new URL("room", document.baseURI))
  }
  return (parentElement.penholderEnd = () => removeEventListener("hashchange", take))
}
"""
)

_enter = st.components.v2.component(
    "penholder_enter",
    html="""
<form novalidate>
  <label for="code">Code on your card</label>
  <input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40"
    placeholder="K7QF-3M2W-P9TX-4HBD" aria-describedby="fault">
  <p class="fault" id="fault" role="alert"></p>
  <button class="main" type="submit">Enter</button>
</form>
""",
    css=_CSS,
    js=_ENTER_JS,
)

_LEAVE_JS = (
    _ASK_JS
    + """
export default function (component) {
  const { parentElement, data } = component
  const button = parentElement.querySelector("button")
  button.textContent = data.words
  button.onclick = async () => {
    button.disabled = true
    const message = await ask("api/leave", {})
    button.disabled = false
    parentElement.querySelector(".fault").textContent = message
    if (!message) location.reload()
  }
}
"""
)

_leave = st.components.v2.component(
    "penholder_leave",
    html='<div><button class="quiet" type="button"></button><p class="fault" role="alert"></p></div>',
    css=_CSS,
    js=_LEAVE_JS,
)

# The page stays as it is, since the cards on it can be shown only once; the cookie counts from the next load.
_KEEP_JS = (
    _ASK_JS
    + """
export default function (component) {
  const { parentElement, data } = component
  const entered = (window.penholderEntered ??= {})
  const said = parentElement.querySelector(".said")
  const fault = parentElement.querySelector(".fault")
  const button = parentElement.querySelector("button")
  button.onclick = () => { window.penholderCardsKept = true; location.assign(new URL(data.then, document.baseURI)) }
  const show = (message) => {
    fault.textContent = message
    said.textContent = message ? "" : "This browser is signed in as the secretariat."
    button.hidden = !!message
  }
  const key = data.code.slice(0, 4)
  entered[key] ??= ask("api/enter", { code: data.code })
  entered[key].then((message) => { if (message) delete entered[key]; show(message) })
}
"""
)

_keep = st.components.v2.component(
    "penholder_keep",
    html="""
<div style="display: grid; gap: .5rem; justify-items: start"><p class="said" role="status">Signing in…</p><p class="fault" role="alert"></p>
<button class="main" type="button" hidden>I have the cards: go to the conference</button></div>
""",
    css=_CSS,
    js=_KEEP_JS,
)

# A reload takes the codes away for good, so the browser asks before it. The address is for the next cards of this browser:
# a session of the page ends with every load, and with it what was typed.
_PRINT_JS = """
export default function (component) {
  const { parentElement, data } = component
  parentElement.penholderEnd?.()
  const button = parentElement.querySelector("button")
  button.textContent = data.words
  button.onclick = () => window.print()
  if (data.address != null) {
    const path = new URL(".", document.baseURI).pathname
    const secure = location.protocol === "https:" ? "; Secure" : ""
    const ends = data.address ? "" : "; Max-Age=0"
    document.cookie = `${data.cookie}=${encodeURIComponent(data.address)}; Path=${path}; SameSite=Lax${secure}${ends}`
  }
  const ask = (event) => { if (!window.penholderCardsKept) event.preventDefault() }
  addEventListener("beforeunload", ask)
  return (parentElement.penholderEnd = () => removeEventListener("beforeunload", ask))
}
"""

_print = st.components.v2.component(
    "penholder_print",
    html='<div><button class="quiet" type="button">Print the cards</button></div>',
    css=_CSS.replace("min-height: 2rem; padding: .15rem .6rem", "min-height: 2.5rem; padding: .25rem .75rem; font-size: 1rem"),
    js=_PRINT_JS,
)

ADDRESS_COOKIE = "penholder_address"
"""Holds, until the browser is closed, the address that was typed for cards."""

MOST_ADDRESS = 200


def enter_form() -> None:
    """The box for a code. It takes one from behind the # of the address, as a card's link has it."""
    _enter(key="enter-form")


def leave_button(words: str = "Sign out", *, key: str = "leave") -> None:
    """Sign this browser out."""
    _leave(key=key, data={"words": words})


def sign_in_as(code: str, *, then: str) -> None:
    """Sign this browser in by a code just made, without leaving the page; a button goes on to the page `then`."""
    _keep(key="keep-code", data={"code": code, "then": then})


def print_button(words: str = "Print the cards", address: str | None = None) -> None:
    """Print the cards on the page; while they are on it, the browser asks before it leaves it.

    Args:
        address: what was typed as the address on cards, for the browser to keep; empty to forget it, None to leave it.
    """
    _print(key="print-cards", data={"words": words, "address": address, "cookie": ADDRESS_COOKIE}, width="content")


def who_is_here() -> str:
    """Who this browser is signed in as, as HTML: the committee, and the seat's name and role."""
    me, room, seat = conference.signed_in(), conference.room(), conference.seat()
    if me is None:
        return ""
    where = room.name if room and room.settings else conference_name()
    name = (seat.name or seat.delegation) if seat else ""
    role = ROLE_WORDS[seat.role] if seat else "Secretariat" if me.seat == SECRETARIAT else "seat closed"
    who = name if name == role else f"{name}, {role.lower()}" if name else role
    return f'<p class="ph-where">{escape(where)}</p><p class="ph-who">{escape(who)}</p>'


def conference_name() -> str:
    """What the conference of this browser is called."""
    me = conference.signed_in()
    if me is None:
        return ""
    return next((one.name for one in conference.records().conferences() if one.id == me.conference), "")


def landing() -> str:
    """The page on which a browser that signed in begins."""
    me, seat = conference.signed_in(), conference.seat()
    if me is not None and me.seat == SECRETARIAT and conference.room() is None:
        return "../pages/chair/conference.py"
    return "../pages/room/display.py" if seat is not None and seat.role is Role.DISPLAY else "../pages/room/room.py"


AWAY_SECONDS = 3.0
"""How often it is looked whether the records are back."""


@st.fragment(run_every=AWAY_SECONDS)
def come_back() -> None:
    """Draw the page anew by itself as soon as the records can be reached again."""
    if not conference.is_away():
        st.rerun()


def guarded(title: str, *roles: Role) -> tuple[Room, Seat]:
    """The committee and the seat of this browser, if the page is for its role; otherwise a sentence says whom it is for,
    and the page ends."""
    room, seat = conference.room(), conference.seat()
    if room is not None and seat is not None and room.settings is not None and (not roles or seat.role in roles):
        return room, seat
    st.title(title)
    me = conference.signed_in()
    if me is None:
        gone = conference.was_signed_out()
        if conference.is_away():
            look.show(look.empty("The records cannot be reached", f"{gone} You stay signed in."))
            come_back()
            st.stop()
        look.show(look.empty("Signed out" if gone else "This page is for people in a committee", gone or "Enter with the code on your card."))
        st.page_link("../pages/room/enter.py", label="Enter with a code", icon=":material/key:")
    elif me.seat == SECRETARIAT:
        look.show(look.empty("No committee is open", "Open one on the conference page; this page then shows it."))
        st.page_link("../pages/chair/conference.py", label="Conference", icon=":material/domain:")
    elif seat is None:
        look.show(look.empty("This seat is closed", "The dais closed your seat in this committee. Ask it for a new card."))
    else:
        whom = " and ".join(f"{ROLE_WORDS[role].lower()}s" for role in roles if role is not Role.SECRETARIAT) or "the secretariat"
        look.show(look.empty(f"This page is for {whom}", f"You are here as {ROLE_WORDS[seat.role].lower()}; the committee's room is open to you."))
        st.page_link("../pages/room/room.py", label="The room", icon=":material/meeting_room:")
    st.stop()
    raise AssertionError("the page ended above")


def drafts_page() -> str | None:
    """The page of the committee's drafts, where there is one."""
    return "../pages/room/drafts.py" if (ROOT / "pages" / "room" / "drafts.py").exists() else None


# -- accounts of an organization, where the server asks for them


def account() -> dict[str, object] | None:
    """The account by which this browser logged in through `st.login`; None without one. Tests put their own in its place.

    Raises:
        Refused: if the server asks for accounts and has no provider set up.
    """
    known: dict[str, object] = {**st.user.to_dict()}
    if "is_logged_in" not in known:
        raise Refused(
            f"{LOGIN} is set, and no provider: there is no secrets.toml with an [auth] that can be read. The server's log says what is "
            "wrong with the file, and docs/conference.md has an example."
        )
    return known if known["is_logged_in"] else None


def let_in(known: dict[str, object] | None, wanted: str) -> bool:
    """Whether an account may open this server: any of the provider's, or those whose address is of a domain listed.

    Args:
        wanted: `any`, or domains separated by commas.
    """
    if known is None:
        return False
    if wanted.strip().lower() == "any":
        return True
    domains = {domain.strip().lower().lstrip("@") for domain in wanted.split(",") if domain.strip()}
    name, at, domain = str(known.get("email") or "").rpartition("@")
    return bool(name and at) and domain.lower() in domains and known.get("email_verified", True) is True


def held_out() -> bool:
    """Where the server asks for an organization's account and this browser has none that fits: say so, and offer the way
    in. It comes before codes and does not stand in their place."""
    wanted = os.environ.get(LOGIN, "")
    if not wanted.strip():
        return False
    try:
        known = account()
    except Refused as error:
        st.error(look.plain(str(error)))
        return True
    if let_in(known, wanted):
        return False
    st.title("Penholder")
    if known is None:
        look.show(look.empty("This server is for members of an organization", "Sign in with its account; your card's code comes after."))
        _gate(key="gate")
        st.button("Sign in with your organization", type="primary", icon=":material/login:", on_click=ask_for_account)
        if state.kept("login-fault"):
            st.error(look.plain(f"Whoever runs this server has to finish setting up accounts. {state.kept('login-fault')} docs/conference.md has an example."))
    else:
        look.show(look.empty("This account is not admitted here", _why_not(known)))
        st.button("Sign in with another account", icon=":material/logout:", on_click=leave_account)
    return True


def _why_not(known: dict[str, object]) -> str:
    """What an account lacks that is not admitted, in a sentence."""
    name = str(known.get("email") or "")
    if not name:
        return "It came without an email address, by which this server admits its members."
    if known.get("email_verified", True) is not True:
        return f"You are signed in as {name}, and your organization says that this address is not verified."
    return f"You are signed in as {name}, and addresses of that domain are not admitted."


def account_line() -> None:
    """Whose account opened this server to the browser, and the way out of it; nothing where the server asks for none."""
    if not os.environ.get(LOGIN, "").strip():
        return
    known = account() or {}
    _arrived(key="arrived")
    look.show(look.note(f"Account: {known.get('email') or known.get('name') or 'without an address'}"))
    st.button("Sign out of this account", key="leave-account", on_click=leave_account)


def ask_for_account() -> None:
    """Send this browser to the organization's own sign-in; where that is not set up, keep what it lacks."""
    state.keep("login-fault", None)
    try:
        st.login()
    except StreamlitAuthError as error:
        state.keep("login-fault", str(error))


def leave_account() -> None:
    """End the account's sign-in, and the seat's with it: the next person at this browser may have an account, and not that seat."""
    with suppress(RecordsError):
        conference.access().leave(conference.cookie())
    st.logout()


def cards_address() -> str:
    """The address that stands on cards: what was typed in this browser, or where this page was opened."""
    typed = state.kept("cards-address")
    return seats.usable_address(kept_address() if typed is None else str(typed)) or seats.server_address(st.context.url)


def kept_address() -> str:
    """The address that this browser keeps for cards, from before this page was loaded; empty without one. Tests put their own in
    its place."""
    held = st.context.cookies.get(ADDRESS_COOKIE)
    return unquote(held)[:MOST_ADDRESS] if isinstance(held, str) else ""


def usual_paper() -> Paper:
    """The paper of the reader's country, as far as the browser's language tells it."""
    return "letter" if str(st.context.locale or "").endswith(("-US", "-CA")) else "a4"


def card_tools(cards: Sequence[seats.Card], address: str) -> None:
    """What one does with cards that are shown once: the address on them, print, and CSV."""
    typed = state.kept("cards-address")
    key = state.showing("cards-address-box", str(typed or address))
    st.text_input(
        "Address on the cards",
        key=key,
        on_change=state.on_choice(key, lambda typed: state.keep("cards-address", typed)),
        help="What the telephones and laptops in the room open. Behind your own domain: https://mun.example.org",
    )
    if seats.is_local(address):
        st.warning(
            look.plain(
                "This address only opens on this machine. Put in the one that it has in your network, such as "
                "192.168.1.20:8501, before you print."
            ),
            icon=":material/wifi_off:",
        )
    printed = seats.on_paper(cards, address)
    if fault := unprintable(printed):
        st.warning(look.plain(f"There is no PDF of these cards: {fault}. Print from the browser instead."), icon=":material/print_disabled:")
    with st.container(horizontal=True, vertical_alignment="center", key="card-tools"):
        print_button(address=None if typed is None else seats.usable_address(str(typed)))
        if not fault:
            st.download_button(
                "Cards as PDF",
                data=partial(printed_cards, printed, usual_paper()),
                file_name="cards.pdf",
                mime="application/pdf",
                icon=":material/picture_as_pdf:",
                on_click="ignore",
                help=f"Eight to a page of {'A4' if usual_paper() == 'a4' else 'US Letter'}, to cut out; the squares stay sharp at any size.",
            )
        st.download_button(
            "Codes as CSV",
            data=seats.cards_csv(cards, address),
            file_name="codes.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        many = f"{len(cards)} cards. " if len(cards) > 1 else ""
        look.show(look.note(f"{many}Shown once: print or download what is here before you go on."))
