"""The linter: what an editor of the United Nations would mark in a draft, each mark with its rule and its source.

A rule is a record (`resolutions.lint.engine.Rule`); the families stand in files of their own. Where authorities
disagree the answer is a setting of a house (`data/house-styles.yaml`).
"""

from resolutions.lint.engine import LintRule, fix, fix_text, lint, lint_findings
from resolutions.lint.house_styles import House, find_house, houses
from resolutions.lint.records import LINT_RULES

__all__ = ["LINT_RULES", "House", "LintRule", "find_house", "fix", "fix_text", "houses", "lint", "lint_findings"]
