"""`python -m briefings resolution DRAFT --to FORMAT -o OUT`."""

from __future__ import annotations

import argparse

from briefings.command_line import DRAFT_HELP, TOPIC_HELP, Given, day, noon, read_given, tell, write_out
from briefings.engine import PAPERS, UNDATED
from resolutions.lint.house_styles import houses
from resolutions.model import Draft

SUMMARY = "a draft resolution as PDF, Word, HTML, Markdown, text or Akoma Ntoso"

FORMATS = ("pdf", "docx", "html", "md", "txt", "akn")


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


def run(chosen: argparse.Namespace) -> int:
    """Print the draft; what cannot be used is raised."""
    given = read_given(chosen.draft, chosen.topic)
    write_out(exported(given, chosen), chosen.out)
    tell(given.notes)
    return 0


def exported(given: Given, chosen: argparse.Namespace) -> bytes:
    """The draft in the format that was asked for. Each is imported only then: it costs its time."""
    draft: Draft = given.draft
    on = day(chosen.date) if chosen.date else None
    if chosen.to in ("md", "txt"):
        from briefings.plain import markdown, write_text

        return (markdown if chosen.to == "md" else write_text)(draft, given.names).encode()
    if chosen.to == "akn":
        from briefings.akn import akn

        return akn(draft, given.names, on=on)
    from briefings.resolution import TEMPLATE, document

    house = houses().get(chosen.house or "")
    made = document(
        draft, given.names, style=chosen.style or (house.style if house else "un"), house=chosen.house, paper=chosen.paper,
        lines=chosen.lines, watermark=chosen.watermark, on=on,
    )  # fmt: skip
    when = noon(on) if on else UNDATED
    if chosen.to == "html":
        from briefings.html import resolution_html

        return resolution_html(made).encode()
    if chosen.to == "docx":
        from briefings.docx import docx_file

        return docx_file(made, when=when)
    from briefings.press import Job, carefully

    return carefully(Job("resolution", TEMPLATE, made.as_data()), when=when)[0]
