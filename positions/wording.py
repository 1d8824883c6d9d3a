"""What a value must be instead, in words for whoever typed it: the kinds of fault that pydantic finds, told plainly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def expected(fault: Mapping[str, Any]) -> str:
    """What a value should have been, as a clause such as `it must be a whole number`.

    Args:
        fault: one of a `ValidationError`'s `errors()`.
    """
    kind = str(fault["type"])
    limits = fault.get("ctx", {})
    match kind:
        case "missing":
            return "it is missing"
        case "literal_error" | "enum":
            return f"it must be {str(limits['expected']).replace(chr(39), '')}"
        case "greater_than_equal":
            return f"it must be {limits['ge']} or more"
        case "greater_than":
            return f"it must be more than {limits['gt']}"
        case "less_than_equal":
            return f"it must be {limits['le']} or less"
        case "less_than":
            return f"it must be less than {limits['lt']}"
        case "string_too_short":
            return "it must not be empty" if limits["min_length"] == 1 else f"it must have at least {limits['min_length']} characters"
        case "string_too_long":
            return f"it must have at most {limits['max_length']} characters"
        case "string_pattern_mismatch":
            return "it is not written as such a value must be"
        case "value_error" | "assertion_error":
            return str(fault["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return next((said for start, said in _KINDS.items() if kind.startswith(start)), "it is of the wrong kind")


_KINDS = {
    "int_": "it must be a whole number",
    "float_": "it must be a number",
    "finite_": "it must be a number",
    "bool_": "it must be true or false",
    "string_": "it must be text",
    "tuple_": "it must be a list, such as [one, two]",
    "list_": "it must be a list, such as [one, two]",
    "dict_": "it must be lines of names with their values",
    "model_": "it must be lines of names with their values",
}
"""Faults in the kind of a value, by how pydantic's names for them begin."""
