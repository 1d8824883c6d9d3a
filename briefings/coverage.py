"""Which characters the fonts have that travel with the app.

Looked up before a page is drawn: a character without a glyph is named to whoever wrote it, and never an empty box.
`python -m briefings.coverage` writes the list anew from the fonts; it alone needs fontTools.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_LIST = FONTS / "coverage.json"


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    pairs: list[list[int]] = json.loads(_LIST.read_text(encoding="utf-8"))
    return tuple(first for first, _ in pairs), tuple(last for _, last in pairs)


def has_glyph(character: str) -> bool:
    """Whether the fonts can draw a character; what draws nothing, such as a space, needs no glyph."""
    if unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cc", "Cf"):
        return True
    starts, ends = _ranges()
    at = bisect_right(starts, ord(character)) - 1
    return at >= 0 and ord(character) <= ends[at]


def missing(text: str) -> tuple[str, ...]:
    """The characters of a text that no font has, each once, in the order of their code points."""
    return tuple(sorted(c for c in set(text) if not c.isascii() and not has_glyph(c)))


def named(character: str) -> str:
    """A character as a message names it."""
    return f"“{character}” (U+{ord(character):04X} {unicodedata.name(character, 'without a name')})"


def ranges_of(points: Iterable[int]) -> list[list[int]]:
    """Code points as ranges of the first and the last."""
    found: list[list[int]] = []
    for point in sorted(points):
        if found and point == found[-1][1] + 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


def covered_by_the_fonts() -> set[int]:
    """Every code point that a font has, read from the fonts themselves."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped, import-not-found, unused-ignore]

    return {point for path in sorted(FONTS.glob("*.ttf")) for point in TTFont(path, lazy=True).getBestCmap()}


if __name__ == "__main__":
    _LIST.write_text(json.dumps(ranges_of(covered_by_the_fonts()), separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stdout.write(f"{_LIST}\n")
