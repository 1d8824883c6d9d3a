"""All rules of the linter, in the order of their families."""

from __future__ import annotations

from functools import lru_cache

from resolutions.lint.coherence import RULES as COHERENCE
from resolutions.lint.form import RULES as FORM
from resolutions.lint.legal import RULES as LEGAL
from resolutions.lint.names import RULES as NAMES
from resolutions.lint.operative import RULES as OPERATIVE
from resolutions.lint.preambular import RULES as PREAMBULAR
from resolutions.lint.references import RULES as REFERENCES
from resolutions.lint.rule import LintRule
from resolutions.lint.subparagraphs import RULES as SUBPARAGRAPHS

FAMILIES: dict[str, tuple[LintRule, ...]] = {
    "Form": FORM,
    "Preambular paragraphs": PREAMBULAR,
    "Operative paragraphs": OPERATIVE,
    "Sub-paragraphs": SUBPARAGRAPHS,
    "References and dates": REFERENCES,
    "Names and capitals": NAMES,
    "Legal basis": LEGAL,
    "Coherence": COHERENCE,
}

LINT_RULES: tuple[LintRule, ...] = tuple(rule for rules in FAMILIES.values() for rule in rules)


@lru_cache(maxsize=1)
def rule_by_code() -> dict[str, LintRule]:
    """The rules by code."""
    return {rule.code: rule for rule in LINT_RULES}
