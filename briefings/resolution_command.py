"""`python -m briefings resolution DRAFT --to FORMAT -o OUT`."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefings.command_line import (
    DRAFT_HELP,
    TOPIC_HELP,
    BadUsage,
    Given,
    day,
    noon,
    read_given,
    read_text,
    repeated,
    tell,
    write_out,
)
from briefings.engine import PAPERS, UNDATED
from resolutions.lint.house_styles import houses
from resolutions.model import Draft

if TYPE_CHECKING:
    from briefings.resolution import Document, Outcome
    from resolutions.amendments import Amendment

SUMMARY = "a draft resolution as PDF, Word, HTML, Markdown, text or Akoma Ntoso; marked up, or its amendment sheets"

FORMATS = ("pdf", "docx", "html", "md", "txt", "akn")

MARKED = ("pdf", "docx", "html")
"""Those that can show what was deleted and added."""

LONGEST_RESULT = 400
"""Letters in which the result of a vote is told at the head of a document."""

FORM = "form"
"""Instead of a file of amendments: the empty form for one."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("draft", help=DRAFT_HELP)
    parser.add_argument("--to", choices=FORMATS, required=True, help="the format")
    parser.add_argument("-o", "--out", required=True, metavar="OUT", help="the file to write; - for standard output")
    parser.add_argument("--topic", help=TOPIC_HELP)
    parser.add_argument("--paper", choices=PAPERS, default="a4", help="the size of the paper (default a4)")
    parser.add_argument("--style", choices=("un", "mun"), help="the form of the United Nations, or a conference's (default: the house's, or un)")
    parser.add_argument("--house", help="the conference family whose form is kept: " + ", ".join(houses()))
    parser.add_argument("--lines", action="store_true", help="number the lines (PDF and Word)")
    parser.add_argument("--watermark", action="store_true", help="DRAFT behind the text (PDF and Word)")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the date the document bears (default: none)")
    parser.add_argument("--result", metavar="WORDS", help="what came of the vote; where it begins with “Adopted” the draft is printed as the resolution that it became")
    parser.add_argument("--amendments", metavar="FILE", help=f"the sheets of the amendments in a JSON file, as one PDF; '{FORM}' for the empty form")
    parser.add_argument("--marked", action="store_true", help="the text marked up: as the --amendments would make it, or with what changed --since")
    parser.add_argument("--since", metavar="BEFORE", help="with --marked, the text as it was: a file like DRAFT")


def run(chosen: argparse.Namespace) -> int:
    """Print the draft; what cannot be used is raised."""
    _check_together(chosen)
    if chosen.house is not None and chosen.house not in houses():
        raise BadUsage(f"there is no house {repeated(chosen.house)}; there is {', '.join(houses())}")
    given = read_given(chosen.draft, chosen.topic)
    notes: tuple[str, ...] = ()
    if chosen.marked:
        made, notes = _marked(given, chosen)
        data = drawn(made, chosen.to, when=_when(chosen))
    elif chosen.amendments is not None:
        data = _sheets(given, chosen)
    else:
        data = exported(given, chosen)
    write_out(data, chosen.out)
    tell((*given.notes, *notes))
    return 0


def _check_together(chosen: argparse.Namespace) -> None:
    """What was asked for goes together.

    Raises:
        BadUsage: if it does not.
    """
    if chosen.since is not None and not chosen.marked:
        raise BadUsage("--since says what --marked is to compare with; add --marked")
    if chosen.marked and ((chosen.since is None) == (chosen.amendments is None) or chosen.amendments == FORM):
        raise BadUsage("--marked needs one of --since BEFORE and --amendments FILE")
    if chosen.marked and chosen.to not in MARKED:
        raise BadUsage(f"a marked-up text is printed as {', '.join(MARKED)}, not {chosen.to}")
    if chosen.result is not None and chosen.amendments is not None:
        raise BadUsage("--result says what came of the vote on the text as it is; it does not go with --amendments")
    if chosen.result is not None and not 0 < len(chosen.result.strip()) <= LONGEST_RESULT:
        raise BadUsage(f"--result has {len(chosen.result.strip()):,} letters; give 1 to {LONGEST_RESULT}, as in “Adopted by the Security Council at its 3rd meeting”")
    if chosen.amendments is not None and not chosen.marked and chosen.to != "pdf":
        raise BadUsage(f"amendment sheets are printed as pdf, not {chosen.to}")


def _amendments(given: Given, name: str) -> tuple[Amendment, ...]:
    from briefings.amendment_file import read_amendments
    from resolutions.numbering import fixed, labels
    from resolutions.workfile import delegation_ids

    return read_amendments(read_text(name), given.draft, labels(given.draft, fixed(given.draft)), delegation_ids(given.topic))


def _sheets(given: Given, chosen: argparse.Namespace) -> bytes:
    from briefings.marked import SHEET, amendment_sheet, sheets_data
    from briefings.press import Job, carefully
    from resolutions.numbering import fixed, labels

    named = labels(given.draft, fixed(given.draft))
    wanted = [None] if chosen.amendments == FORM else list(_amendments(given, chosen.amendments))
    sheets = [amendment_sheet(given.draft, one, named, given.names, paper=chosen.paper) for one in wanted]
    return carefully(Job("amendments", SHEET, sheets_data(sheets)), when=_when(chosen))[0]


def _marked(given: Given, chosen: argparse.Namespace) -> tuple[Document, tuple[str, ...]]:
    """The marked-up text, and what is to be known of it."""
    from briefings.amendment_file import carried
    from briefings.marked import aligned, marked_up
    from resolutions.numbering import fixed, labels

    if chosen.since is not None:
        before = read_given(chosen.since, chosen.topic)
        return marked_up(aligned(before.draft, given.draft), given.draft, given.names, **_options(chosen)), before.notes
    after, notes = carried(given.draft, _amendments(given, chosen.amendments))
    return marked_up(given.draft, after, given.names, labels=labels(after, fixed(given.draft)), **_options(chosen)), notes


def _options(chosen: argparse.Namespace) -> dict[str, Any]:
    """What `briefings.resolution.document` takes besides the draft."""
    house = houses().get(chosen.house or "")
    return {
        "style": chosen.style or (house.style if house else "un"), "house": chosen.house, "paper": chosen.paper,
        "lines": chosen.lines, "watermark": chosen.watermark, "on": day(chosen.date) if chosen.date is not None else None,
        "outcome": _outcome(chosen),
    }  # fmt: skip


def _outcome(chosen: argparse.Namespace) -> Outcome | None:
    from briefings.resolution import Outcome

    return Outcome.told(chosen.result) if chosen.result is not None else None


def _when(chosen: argparse.Namespace) -> datetime:
    return noon(day(chosen.date)) if chosen.date is not None else UNDATED


def exported(given: Given, chosen: argparse.Namespace) -> bytes:
    """The draft in the format that was asked for. Each is imported only then: it costs its time."""
    draft: Draft = given.draft
    if chosen.to in ("md", "txt"):
        from briefings.plain import markdown, plain_text
        from briefings.resolution import with_outcome

        return (markdown if chosen.to == "md" else plain_text)(with_outcome(draft, _outcome(chosen)), given.names).encode()
    if chosen.to == "akn":
        from briefings.akn import akn

        return akn(draft, given.names, on=day(chosen.date) if chosen.date is not None else None, outcome=_outcome(chosen))
    from briefings.resolution import document

    return drawn(document(draft, given.names, **_options(chosen)), chosen.to, when=_when(chosen))


def drawn(made: Document, to: str, *, when: datetime = UNDATED) -> bytes:
    """A document as a file of a format of `MARKED`: those that are drawn from what was made ready to print."""
    if to == "html":
        from briefings.html import resolution_html

        return resolution_html(made).encode()
    if to == "docx":
        from briefings.docx import docx_file

        return docx_file(made, when=when)
    from briefings.press import Job, carefully
    from briefings.resolution import TEMPLATE

    return carefully(Job("resolution", TEMPLATE, made.as_data()), when=when)[0]
