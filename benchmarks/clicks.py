"""Clicks that a second one overtakes: `python -m benchmarks.clicks [--pairs 400]`.

A page with two buttons, served twice: as Streamlit has it, and with callbacks that run to their end (`ui.callbacks`). A tab
presses both within a millisecond, as a blur and a click do, a chair at the roll call, or anybody on a server that is busy;
each press is to be counted, and the counting is to end.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import aiohttp

from benchmarks.load import free_port
from benchmarks.measure import times
from benchmarks.tab import Counts, Tab

ROOT = Path(__file__).resolve().parents[1]
BETWEEN = (0.0, 0.0003, 0.001)
"""Seconds between the two presses."""

AFTER = 0.15
"""Seconds of silence from the server after which all is done, and the next two come."""

PAGE = '''
import json, os, sys, time
import streamlit as st

sys.path.insert(0, os.environ["PENHOLDER_ROOT"])
if os.environ["PENHOLDER_WHOLE"]:
    from ui import callbacks
    callbacks.run_to_their_end()
if not hasattr(st, "counted"):
    st.counted = {"begun": 0, "ended": 0}

def press():
    st.session_state["presses"] = st.session_state.get("presses", 0) + 1
    time.sleep(0.004)
    st.counted["begun"] += 1
    st.session_state["last"] = time.time()
    st.counted["ended"] += 1

st.button("One", key="one", on_click=press)
st.button("Other", key="other", on_click=press)
with open(os.environ["PENHOLDER_COUNTED"], "w") as file:
    json.dump(st.counted, file)
'''


async def opened(address: str) -> Tab:
    """A tab on the page, as soon as the server listens.

    Raises:
        ConnectionError: if it does not within half a minute.
    """
    for _ in range(150):
        tab = Tab(address, "/", "", Counts())
        try:
            await tab.open()
        except (aiohttp.ClientError, ConnectionError):
            await tab.close()
            await asyncio.sleep(0.2)
        else:
            return tab
    raise ConnectionError(f"nothing listens at {address}")


async def presses(address: str, pairs: int) -> None:
    """Press the two buttons one right after the other, so many times."""
    tab = await opened(address)
    chance = random.Random(0)
    for _ in range(pairs):
        asked = tab.counts.messages
        await tab.press("one")
        await asyncio.sleep(chance.choice(BETWEEN))
        await tab.press("other")
        await silence(tab, asked)
    asked = tab.counts.messages
    await tab.rerun()
    await silence(tab, asked)
    await tab.close()


async def silence(tab: Tab, asked: int) -> None:
    """Wait until the server has answered and says no more: a third press would take the place of one that waits.

    Args:
        tab: the tab that asked.
        asked: how many messages it had by then.

    Raises:
        ConnectionError: if there is no answer, or no end of it, in half a minute.
    """
    heard = asked
    for _ in range(round(30 / AFTER)):
        await asyncio.sleep(AFTER)
        if asked != heard == tab.counts.messages:
            return
        heard = tab.counts.messages
    raise ConnectionError("the server does not answer, or does not end")


def counted(pairs: int, *, whole: bool) -> dict[str, int]:
    """How many callbacks did what they were for, and how many came to their end."""
    with tempfile.TemporaryDirectory() as folder:
        page, result, port = Path(folder, "page.py"), Path(folder, "counted.json"), free_port()
        page.write_text(PAGE, encoding="utf-8")
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(port)]
            + ["--server.headless", "true", "--server.fileWatcherType", "none"],
            cwd=ROOT,
            env={**os.environ, "PENHOLDER_ROOT": str(ROOT), "PENHOLDER_WHOLE": "yes" * whole, "PENHOLDER_COUNTED": str(result)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            asyncio.run(presses(f"http://localhost:{port}", pairs))
        finally:
            server.terminate()
            server.wait()
        found: dict[str, int] = json.loads(result.read_text(encoding="utf-8"))
        return found


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.clicks", description="Count clicks that a second one overtakes.")
    parser.add_argument("--pairs", type=times, default=400, help="how many times two buttons are pressed (400)")
    pairs = parser.parse_args().pairs
    print(f"{2 * pairs} presses, two within a millisecond\n\n| Callbacks | Lost | Cut short |\n| --- | ---: | ---: |")
    for name, whole in (("as Streamlit has them", False), ("to their end", True)):
        found = counted(pairs, whole=whole)
        print(f"| {name} | {2 * pairs - found['begun']} | {found['begun'] - found['ended']} |")


if __name__ == "__main__":
    main()
