"""The print shop of the app: pages of a document as they print, its files, and one archive for a whole committee.

What is typed here is anybody's, and is compiled in processes that are ended when they take too long: two for what is looked
at, kept warm while somebody prints, and two for an archive, of which one is made at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from threading import Semaphore
from typing import Any, NamedTuple

import streamlit as st

from briefings.engine import Form, PrintingFault
from briefings.pack import zipped
from briefings.press import Job, Press
from ui import look

SECONDS = 20.0
"""Time for a document that somebody waits for; the longest that is meant takes one or two."""

IDLE = 120.0
"""Seconds after which the processes end that nobody needs."""

MOST_KEPT = 16
"""Documents, as images or as a file, that are kept, so that turning a page prints nothing anew."""

_ARCHIVES = Semaphore(1)


class Format(NamedTuple):
    """A file that a document can be had as."""

    label: str
    suffix: str
    media_type: str
    make: Callable[[], bytes]


class Printable(NamedTuple):
    """A document as it was chosen: what its template makes pages of, and the other files it can be had as."""

    label: str
    """What it is called in a sentence."""
    name: str
    """Of its file, without a suffix."""
    template: str
    value: Mapping[str, Any]
    others: tuple[Format, ...] = ()


@lru_cache(maxsize=1)
def desk() -> Press:
    """The press for documents that somebody waits for, one for all who use this server."""
    return Press(2, seconds=SECONDS, idle=IDLE)


@lru_cache(maxsize=MOST_KEPT)
def _made(template: str, value: str, form: Form) -> tuple[bytes, ...]:
    done = desk().print(Job(template, template, json.loads(value), form))
    if done.fault:
        raise PrintingFault(done.fault)
    return done.pages


def made(chosen: Printable, form: Form = "svg") -> tuple[bytes, ...]:
    """The pages of a document as images, or as one PDF, made in a process that can be ended.

    Raises:
        PrintingFault: if it cannot be printed, or not in its time.
    """
    return _made(chosen.template, json.dumps(chosen.value, ensure_ascii=False), form)


def fault(error: Exception) -> None:
    """Say why something cannot be printed, and that nothing is lost."""
    words = str(error)
    st.error(look.plain(f"{words[:1].upper()}{words[1:]}. Nothing of it is lost; change what you print, and it is tried again."), icon=":material/error:")


# -- one document


def preview(chosen: Printable) -> None:
    """A document's file to take away, and the page that is looked at, exactly as it prints."""
    try:
        pages = made(chosen)
        file = made(chosen, "pdf")[0]
    except PrintingFault as error:
        fault(error)
        return
    count = len(pages)
    with st.container(horizontal=True, vertical_alignment="bottom", key="print-take"):
        download(chosen, file)
    shown = turn(count)
    with st.container(key="print-sheet"):
        st.image(pages[shown - 1].decode(), alt=f"Page {shown} of {count} of {chosen.label}", width="stretch")
    st.caption(f"Page {shown} of {count}, exactly as it prints.")


def download(chosen: Printable, file: bytes) -> None:
    """The button that hands out a document, in the format that is chosen beside it."""
    formats = (Format("PDF", "pdf", "application/pdf", lambda: file), *chosen.others)
    one = formats[0]
    if len(formats) > 1:
        labels = [form.label for form in formats]
        picked = st.selectbox("Format", labels, key="print-format", width=160)
        one = formats[labels.index(picked)]
    try:
        data = one.make()
    except PrintingFault as error:
        fault(error)
        return
    st.download_button(
        f"Download {one.label}", data, f"{chosen.name}.{one.suffix}", one.media_type,
        type="primary", icon=":material/download:", on_click="ignore", key="print-download",
    )  # fmt: skip


def turn(count: int) -> int:
    """Which page is looked at; the first again where there are now more or fewer."""
    return st.pagination(count, key=f"print-page-{count}", width="stretch") if count > 1 else 1


# -- a whole committee


def archive(jobs: Callable[[], Sequence[tuple[str, Job]]], name: str) -> None:
    """One archive of many documents, with a bar that tells how far it is.

    Args:
        jobs: makes what is printed, each with its name as the bar tells it.
        name: of the file, without a suffix.
    """
    if not st.button("Print them all", icon=":material/print:", key="print-all"):
        return
    bar = st.progress(0.0, "Getting everything ready")
    while not _ARCHIVES.acquire(timeout=0.5):
        # Drawing something lets Streamlit end the wait when the user goes elsewhere.
        bar.progress(0.0, "Another committee is being printed; yours comes next")
    try:
        done, faults = _printed(jobs(), bar.progress)
    finally:
        _ARCHIVES.release()
    for words in faults:
        st.error(look.plain(words), icon=":material/error:")
    if not done:
        bar.empty()
        return
    data = zipped(iter(done))
    bar.progress(1.0, f"{len(done)} documents, {len(data) / 1e6:.1f} MB")
    st.download_button("Download ZIP", data, f"{name}.zip", "application/zip", type="primary", icon=":material/download:", on_click="ignore", key="print-zip")


def _printed(jobs: Sequence[tuple[str, Job]], told: Callable[[float, str], object]) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Documents with the names of their files, and of those that cannot be printed why."""
    done: list[tuple[str, bytes]] = []
    faults: list[str] = []
    with Press(2) as press:
        for number, ((label, job), one) in enumerate(zip(jobs, press.prints(job for _, job in jobs), strict=True), start=1):
            told(number / len(jobs), f"{number} of {len(jobs)}: {look.plain(label)}")
            if one.fault:
                faults.append(f"{label} is not in the archive: {one.fault}.")
            else:
                done.append((job.name, one.pages[0]))
    return done, faults
