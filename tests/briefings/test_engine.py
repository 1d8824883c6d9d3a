"""The engine: content that stays content, the same bytes for the same input, faults in one line, processes that end."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pdfplumber
import pytest

from briefings import engine
from briefings.coverage import FONTS, covered_by_the_fonts, has_glyph, missing, ranges_of
from briefings.engine import MissingGlyph, PrintingFault, pages, pdf
from briefings.press import Job, Press, carefully
from briefings.resolution import TEMPLATE, document
from resolutions.text import parse_text

TEXT = "The Security Council,\n\nRecalling {},\n\n1. Decides to act in accordance with {};\n\n2. Decides to remain seized of the matter.\n"

HOSTILE = [
    '#read("/etc/passwd")', '#import "@preview/cetz:0.3.0"', "#range(100000000).map(x => x)", "$ sum_(i=1)^n $", "\\u{202e}",
    "`raw` ```block```", "*bold* _emph_", "= Heading", "- list\ttab", "// comment /* block */", "<label> @ref", "#{ while true {} }",
    "{{ 7*7 }} {% include '/etc/passwd' %}", "<script>alert(1)</script>", "' OR 1=1; --", "=cmd|' /C calc'!A0", "\x00\x07\x1b[31m",
    "\u202egnal\u202c", "a" * 10_000, "مصر 123 (ب) عربي", "中国 习近平", "😀☂️👩‍🔬", "z" + "\u0301" * 500, "\ud83d\ude00 \ud83d", "&amp; &#x41; \ufffd",
]  # fmt: skip


def value(words: str) -> dict[str, object]:
    # Not through the parser, which takes out what it takes for Markdown.
    draft = parse_text(TEXT)
    changed = tuple(p.model_copy(update={"text": p.text.replace("{}", words)}) for p in draft.paragraphs)
    return document(draft.model_copy(update={"preambular": changed[:1], "operative": changed[1:], "sponsors": (words,)})).as_data()


def text_of(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return "\n".join(page.extract_text() for page in file.pages)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_what_somebody_typed_is_never_markup(words: str) -> None:
    text = text_of(pdf(TEMPLATE, value(words)))
    assert "seized of the matter" in text.replace("ź\u0301\u0301\u0301", "z")
    assert "root:" not in text
    assert "\u2068" not in text
    if words.isascii() and words.isprintable() and len(words) < 40:
        assert "".join(words.split()) in "".join(text.replace("\u00ad", "").split())


def test_the_same_input_gives_the_same_bytes_in_any_process() -> None:
    when = datetime(2026, 11, 21, 12, tzinfo=UTC)
    here = pdf(TEMPLATE, value("x"), when=when)
    assert here == pdf(TEMPLATE, value("x"), when=when)
    with Press(1, when=when) as press:
        assert next(press.prints([Job("x", TEMPLATE, value("x"))])).pages == (here,)
    assert here != pdf(TEMPLATE, value("x"), when=datetime(2026, 11, 22, tzinfo=UTC))


def test_a_missing_glyph_is_named() -> None:
    with pytest.raises(MissingGlyph, match=r"U\+0E17 THAI CHARACTER THO THAHAN"):
        pdf(TEMPLATE, value("ไทย"))
    with pytest.raises(MissingGlyph):
        pages(TEMPLATE, value("ไทย"))


def test_a_warning_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"odd.typ": b'#set document(title: "x")\n#set text(font: "No Such Face")\nWords'}
    monkeypatch.setattr(engine, "_templates", lambda: files)
    with pytest.raises(PrintingFault, match="unknown font family"):
        pdf("odd.typ", {})


def test_a_template_reads_nothing_from_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_templates", lambda: {"odd.typ": b'#set document(title: "x")\n#read("/etc/passwd")'})
    with pytest.raises(PrintingFault, match="not found"):
        pdf("odd.typ", {})


def test_a_template_that_is_not_there() -> None:
    with pytest.raises(PrintingFault, match="there is no template"):
        pdf("nothing.typ", {})


def test_page_images_are_the_pages_that_print() -> None:
    svg, png = pages(TEMPLATE, value("x")), pages(TEMPLATE, value("x"), "png", ppi=50)
    assert svg[0].startswith(b"<svg") and png[0].startswith(b"\x89PNG")
    with pdfplumber.open(io.BytesIO(pdf(TEMPLATE, value("x")))) as file:
        assert len(svg) == len(png) == len(file.pages)


def test_a_press_goes_on_after_a_fault_and_after_a_killed_job() -> None:
    jobs = [Job("good", TEMPLATE, value("x")), Job("bad", TEMPLATE, value("ไทย")), Job("none", "nothing.typ", {}), Job("again", TEMPLATE, value("y"))]
    with Press(2) as press:
        done = list(press.prints(jobs))
    assert [(one.name, bool(one.pages)) for one in done] == [("good", True), ("bad", False), ("none", False), ("again", True)]
    assert "THAI" in done[1].fault and "no template" in done[2].fault
    with Press(1, seconds=0.001) as press:
        late = next(press.prints([Job("late", TEMPLATE, value("x"))]))
    assert late.fault == "takes longer than 0.001 seconds to print"


def test_a_press_ends_what_is_idle_and_starts_it_again() -> None:
    with Press(2, idle=0.05) as press:
        assert press.processes == ()
        first = press.print(Job("one", TEMPLATE, value("x")))
        again = press.print(Job("two", TEMPLATE, value("y")))
        assert first.pages and again.pages
        for _ in range(200):
            if not press.processes:
                break
            time.sleep(0.02)
        assert press.processes == ()
        assert press.print(Job("three", TEMPLATE, value("x"))).pages == first.pages
        press.rest()
        assert press.processes == ()


def test_one_after_the_other_needs_one_process() -> None:
    with Press(3) as press:
        for name in "abc":
            assert press.print(Job(name, TEMPLATE, value(name))).pages
        assert len(press.processes) == 1


def test_a_press_that_is_left_in_the_middle_leaves_no_process() -> None:
    with Press(2) as press:
        done = press.prints(Job(str(n), TEMPLATE, value(f"number {n}")) for n in range(50))
        assert next(done).pages
        begun = press.processes
        assert begun
    assert press.processes == ()
    for process in begun if os.name == "posix" else ():
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_several_threads_share_a_press() -> None:
    with Press(2) as press, ThreadPoolExecutor(4) as threads:
        jobs = [Job(str(n), TEMPLATE, value(f"number {n}")) for n in range(6)]
        done = list(threads.map(press.print, jobs))
        assert [one.name for one in done] == [job.name for job in jobs] and all(one.pages for one in done)
        assert len(press.processes) == 2


def test_a_worker_that_died_is_told_and_replaced() -> None:
    with Press(1) as press:
        assert press.print(Job("good", TEMPLATE, value("x"))).pages
        (process,) = press.processes
        os.kill(process, signal.SIGTERM)
        assert "ended" in press.print(Job("bad", TEMPLATE, value("x"))).fault
        assert press.print(Job("good", TEMPLATE, value("x"))).pages


def test_what_is_large_is_printed_in_a_process_that_can_be_killed() -> None:
    large = value("word " * 100_000)
    with pytest.raises(PrintingFault, match="takes longer"):
        carefully(Job("large", TEMPLATE, large), seconds=0.01)


def test_a_worker_that_is_told_nothing_ends() -> None:
    done = subprocess.run([sys.executable, "-m", "briefings.worker"], input=b"", capture_output=True, timeout=60, check=False, env={**os.environ, "PYTHONPATH": str(Path(engine.__file__).parents[1])})
    assert (done.returncode, done.stdout) == (0, b"")


# -- fonts


def test_fonts_travel_with_their_licences() -> None:
    fonts = list(FONTS.glob("*.ttf"))
    assert sum(path.stat().st_size for path in fonts) < 8_000_000
    licences = {path.stem.removeprefix("OFL-") for path in FONTS.glob("OFL-*.txt")}
    assert {path.stem.split("-")[0] for path in fonts} == licences
    assert all("SIL Open Font License" in path.read_text(encoding="utf-8") for path in FONTS.glob("OFL-*.txt"))


def test_the_list_of_characters_is_that_of_the_fonts() -> None:
    import json

    assert json.loads((FONTS / "coverage.json").read_text(encoding="utf-8")) == ranges_of(covered_by_the_fonts())


def test_scripts_that_are_covered() -> None:
    assert missing("Ελλάδα Україна São Tomé Türkiye Việt Nam Łódź مصر فارسی پاکستان 中华人民共和国 ひらがな — “x” ＋○·△▲✕ 😀") == ()
    assert has_glyph("\u200b") and not has_glyph("ท")
