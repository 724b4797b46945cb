"""The scoring linter: what is sound in form, and yet cannot work as it is meant.

``faults`` are errors beyond doubt, and refuse the definition; ``warnings`` are matters
of judgement, which ``check`` prints and loading ignores. Both look only at definitions
whose form is sound. docs/linter.md lists the rules.
"""

from __future__ import annotations

from questionnaires import lint_branches, lint_contradictions, lint_plans, lint_reach
from questionnaires.build_state import Build
from questionnaires.model import Questionnaire


def faults(build: Build) -> None:
    """Add what makes a definition unusable: dead branches, levels out of reach."""
    questionnaire = _sound(build)
    if questionnaire is None:
        return
    lint_branches.dead(build, questionnaire)
    lint_reach.levels(build, questionnaire)


def warnings(build: Build) -> None:
    """Add what somebody should look at before a definition goes out."""
    questionnaire = _sound(build)
    if questionnaire is None:
        return
    lint_branches.needless(build, questionnaire)
    lint_contradictions.check(build, questionnaire)
    lint_reach.dimension_levels(build, questionnaire)
    lint_reach.influence(build, questionnaire)
    lint_plans.check(build, questionnaire)


def _sound(build: Build) -> Questionnaire | None:
    """Return the definition where its form has no fault, else ``None``."""
    sound = build.complete and not build.faults
    return build.questionnaire if sound else None
