"""Every figure as a Markdown table: `python -m benchmarks`."""

from __future__ import annotations

import logging
import platform

from benchmarks import check, content
from benchmarks.measure import HEAD


def main() -> None:
    """Measure and print."""
    figures = content.figures() + check.figures()
    # Streamlit comes last: it starts threads, and says that it runs without a browser.
    logging.disable(logging.WARNING)
    from benchmarks import workbench

    figures += workbench.figures()
    print(HEAD, *(one.row for one in figures), sep="\n")
    print(f"\nPython {platform.python_version()} on {platform.system()}, {platform.machine()}.")


if __name__ == "__main__":
    main()
