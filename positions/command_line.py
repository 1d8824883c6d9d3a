"""What the commands of every room have in common: one line for bad usage, and answers in UTF-8."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; the usage is a `--help` away."""

    def error(self, message: str) -> NoReturn:
        """Tell the user what is wrong, and leave with exit code 2."""
        room = self.prog.removeprefix("python -m ").split()[0]
        self.exit(2, f"{room}: {message}; see {self.prog} --help\n")


def speak_utf8() -> None:
    """Have both streams take every character, whatever the console's own encoding, as on Windows."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
