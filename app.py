"""The launcher: `streamlit run app.py`.

The script is `ui/frame.py`. Streamlit looks for pages beside its script and serves those it finds without the frame
around them; beside `ui/frame.py` it finds none.
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from ui.server import MIDDLEWARE, ROUTES, lifespan  # noqa: E402

app = st.App(ROOT / "ui" / "frame.py", routes=ROUTES, lifespan=lifespan, middleware=MIDDLEWARE)

if __name__ == "__main__":
    app.run()
