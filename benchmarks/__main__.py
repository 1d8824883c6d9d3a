"""Every figure as a Markdown table: `python -m benchmarks`."""

from __future__ import annotations

import argparse
import platform

from benchmarks import check, content
from benchmarks.measure import HEAD


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(prog="python -m benchmarks", description="Print every figure of the README as a Markdown table.").parse_args()
    figures = content.figures() + check.figures()
    # Streamlit comes last, since it starts threads.
    from benchmarks import workbench

    workbench.without_warnings()
    figures += workbench.figures()
    print(HEAD, *(one.row for one in figures), sep="\n")
    print(f"\nPython {platform.python_version()} on {platform.system()}, {platform.machine()}.")


if __name__ == "__main__":
    main()
