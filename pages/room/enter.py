"""Enter: sign in with the code on a card."""

import streamlit as st

from ui import conference, look, sign_in, state

st.title("Enter")
me = conference.signed_in()
gone = conference.was_signed_out()
if me is not None:
    look.show(f'<div class="ph-signed wide">{sign_in.who_is_here()}</div>')
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Go on", type="primary", icon=":material/arrow_forward:", on_click=state.go, args=(sign_in.landing(),))
        sign_in.leave_button(key="leave-here")
    look.show(look.note("With another code this browser takes the other seat instead."))
elif gone:
    st.warning(look.plain(gone), icon=":material/logout:")
sign_in.enter_form()
if me is None:
    look.show(
        look.note(
            "The code is on the card that the dais gave you; capitals and dashes do not matter. It signs this browser in "
            "until you sign out or the dais replaces it."
        )
    )
    if not gone:
        look.show(look.note("Without a code everything but the committee's room is open to you: briefs, library, workbench."))
