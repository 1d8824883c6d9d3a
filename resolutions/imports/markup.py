"""Reading XML of strangers: no document types, no entities, no network, no trees without end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from resolutions.imports.imported import UnreadableDraft

Element = Any
"""An element of lxml, which has no types."""


def parse(data: bytes) -> Element:
    """The root of an XML document.

    Raises:
        UnreadableDraft: if it is not well-formed, nested too deep, or brings a document type of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise UnreadableDraft(f"is damaged: its XML is not well-formed{f' (line {line})' if line else ''}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDraft("declares a document type (DTD), which is not read; take the declaration out")
    return root


def tag(element: Element) -> str:
    """An element's name without its namespace; Word has two namespaces for the same names."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Children, of certain names where any are given."""
    if element is not None:
        for child in element:
            if not names or tag(child) in names:
                yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The element at the end of a path of names, each the first of its name."""
    for name in path:
        element = next(children(element, name), None)
    return element


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def number(element: Element | None, name: str = "val") -> int | None:
    """An attribute that is a whole number; None where it is missing or none."""
    try:
        return int(float(attribute(element, name) or ""))
    except (ValueError, OverflowError):
        return None
