"""Who is on which draft now: looked up now and then, since coming and going is no change of the committee."""

from html import escape

import streamlit as st

from ui import conference, look, shared
from ui.live import SAFETY_SECONDS
from ui.papers import title_of


@st.fragment(run_every=SAFETY_SECONDS)
def line() -> None:
    """Who is on which of the drafts that one may read."""
    now = conference.room()
    if now is None:
        return
    lines = [
        f'<b><bdi>{escape(title_of(now.drafts[draft]))}</bdi></b>: {escape(", ".join(name for name, _ in people))}'
        for draft, people in shared.present(now).items()
        if draft in now.drafts
    ]
    said = f'<span class="dot" aria-hidden="true">●</span> At work now: {"; ".join(lines)}' if lines else "Nobody else is on a draft now."
    look.show(f'<p class="ph-here ph-sub">{said}</p>')
