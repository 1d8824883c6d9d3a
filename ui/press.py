"""Buttons within what the browser draws by itself (`ui.pictures`), as HTML; `ui.live.picture` tells the page what was pressed."""

from __future__ import annotations

from html import escape


def button(label: str, do: str, id: str, *, about: str = "", kind: str = "", allowed: bool = True) -> str:
    """A button.

    Args:
        label: what stands on it, as plain text.
        do: what it does; together with `id` it tells the button from all others of its picture.
        about: what a screen reader hears after the label.
        kind: style classes besides, of `primary`, `wide` and `vote`.
        allowed: whether it can be pressed now.
    """
    named = f' aria-label="{escape(f"{label}: {about}")}"' if about else ""
    shut = "" if allowed else " disabled"
    return f'<button type="button" class="{" ".join(("ph-button", *kind.split()))}" data-do="{escape(do)}" data-id="{escape(id)}"{named}{shut}>{escape(label)}</button>'


def row(*buttons: str) -> str:
    """Buttons side by side, as far as there is room."""
    return f'<div class="ph-buttons">{"".join(buttons)}</div>' if any(buttons) else ""


def folded(head: str, markup: str, id: str) -> str:
    """What is read only by those who open it, and stays open when it is drawn anew."""
    return f'<details class="ph-fold" data-id="{escape(id)}"><summary>{escape(head)}</summary>{markup}</details>'
