"""The rules of scoring as formulas: states, roll-up, thresholds, means of units.

Each formula reads cells of its own row or of the rows of its children. Words in it are
those that the cells show, so that a state is compared with what a reader sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assessment.handoffs.workbook.arithmetic import quoted
from assessment.handoffs.workbook.ledger import Span
from questionnaires.model import RollUp
from scoring.answers import DK, NA
from scoring.levels import TOLERANCE
from scoring.scorecard import (
    CAPABILITY_COVERAGE,
    DIMENSION_COVERAGE,
    OVERALL_COVERAGE,
)

_LITTLE: Final = f"{TOLERANCE:.0E}"


def over(column: str, span: Span) -> str:
    """Return the cells of a column over some rows."""
    return f"{column}{span[0]}:{column}{span[1]}"


def elsewhere(sheet: str, column: str, span: Span) -> str:
    """Return the cells of another sheet's column over some rows."""
    return f"{sheet}!${column}${span[0]}:${column}${span[1]}"


def state(values: str, points: str, words: Mapping[str, str]) -> str:
    """Return the formula of a question's state from its answers.

    Args:
        values: The cells with the answers' values.
        points: The cells with their claimed points.
        words: What each state is called.
    """
    said = f"COUNTIF({values},{quoted(NA)})>COUNT({points})"
    unknown = f"COUNTIF({values},{quoted(DK)})>0"
    return (
        f"=IF({said},{quoted(words['na'])},IF(COUNT({points})>0,"
        f"{quoted(words['answered'])},IF({unknown},{quoted(words['dk'])},"
        f"{quoted(words['unanswered'])})))"
    )


def state_agreed(value: str, words: Mapping[str, str]) -> str:
    """Return the formula of the state of a question with a consensus value."""
    return (
        f"=IF({value}={quoted(NA)},{quoted(words['na'])},{quoted(words['consensus'])})"
    )


def counts(cell: str, words: Mapping[str, str]) -> str:
    """Return a question's coverage from its state: 1, 0, or nothing where none."""
    left_out = f"OR({cell}={quoted(words['na'])},{cell}={quoted(words['hidden'])})"
    there = (
        f"OR({cell}={quoted(words['answered'])},{cell}={quoted(words['consensus'])})"
    )
    return f'=IF({left_out},"",IF({there},1,0))'


def not_applicable(cell: str, words: Mapping[str, str]) -> str:
    """Return whether a question was left out, 1 or 0; nothing where it is hidden."""
    return (
        f'=IF({cell}={quoted(words["hidden"])},"",IF({cell}={quoted(words["na"])},1,0))'
    )


def role_mean(points: str) -> str:
    """Return the mean of one role's points."""
    return f'=IFERROR(AVERAGE({points}),"")'


def balanced(state_cell: str, roles: str, words: Mapping[str, str]) -> str:
    """Return the mean of the roles' means, where the state is that it was answered."""
    answered = quoted(words["answered"])
    return f'=IF(AND({state_cell}={answered},COUNT({roles})>0),AVERAGE({roles}),"")'


def when_agreed(state_cell: str, points: str, words: Mapping[str, str]) -> str:
    """Return the points of the consensus, where the state is that there is one."""
    return f'=IF({state_cell}={quoted(words["consensus"])},{points},"")'


def mean(values: str, weights: str) -> str:
    """Return the weighted mean of the cells that hold a number."""
    below = f"SUMPRODUCT({weights},--ISNUMBER({values}))"
    return f'=IF(COUNT({values})=0,"",SUMPRODUCT({weights},{values})/{below})'


def rolled_up(values: str, weights: str, applicable: str, how: RollUp) -> str:
    """Return a parent's points from its children's.

    Args:
        values: The cells with the children's points.
        weights: Those with their weights.
        applicable: Those with their coverage: a number where something applies.
        how: As in ``scoring.aggregate.roll_up``.
    """
    if how is RollUp.MIN:
        return f'=IF(COUNT({values})=0,"",MIN({values}))'
    if how is RollUp.SUM:
        below = f"SUMPRODUCT({weights},--ISNUMBER({applicable}))"
        return f'=IF(COUNT({values})=0,"",SUMPRODUCT({weights},{values})/{below})'
    return mean(values, weights)


def enough(coverage: str, formula: str) -> str:
    """Return a capability's points, where enough of it was answered."""
    return f'=IF(N({coverage})>={CAPABILITY_COVERAGE!r}-{_LITTLE},{formula[1:]},"")'


def unit_mean(cells: Sequence[tuple[str, str]]) -> str:
    """Return the mean of the units' cells; each comes with the cell of its weight."""
    above = "+".join(f"N({value})*{weight}" for value, weight in cells)
    below = "+".join(f"ISNUMBER({value})*{weight}" for value, weight in cells)
    values = ",".join(value for value, _ in cells)
    return f'=IF(COUNT({values})=0,"",({above})/({below}))'


def level(score: str, floors: Sequence[float]) -> str:
    """Return the level of a score: how many floors it has reached."""
    steps = "+".join(f"({score}>={floor:g}-{_LITTLE})" for floor in floors[1:])
    return f'=IF(ISNUMBER({score}),{steps or "0"},"")'


def capability_status(score: str, words: Mapping[str, str]) -> str:
    """Return whether a capability has a score."""
    scored, none = quoted(words["scored"]), quoted(words["not-scored"])
    return f"=IF(ISNUMBER({score}),{scored},{none})"


def dimension_status(score: str, coverage: str, words: Mapping[str, str]) -> str:
    """Return whether a dimension is scored, provisional or not scored."""
    names = (quoted(words[key]) for key in ("scored", "provisional", "not-scored"))
    scored, provisional, none = names
    covered = f"N({coverage})>={DIMENSION_COVERAGE:g}-{_LITTLE}"
    return f"=IF(ISNUMBER({score}),IF({covered},{scored},{provisional}),{none})"


def overall_status(
    below: Sequence[str], coverage: str, words: Mapping[str, str]
) -> str:
    """Return whether the whole is scored, provisional or not scored.

    Args:
        below: The cells of the dimensions' points, those of their status, and those of
            their share of what is not applicable: a number where anything is asked.
        coverage: The cell of the whole's coverage.
        words: What each status is called.
    """
    names = (quoted(words[key]) for key in ("scored", "provisional", "not-scored"))
    scored, provisional, none = names
    scores, statuses, asked = below
    complete = f'COUNTIFS({asked},">=0",{statuses},{scored})=COUNT({asked})'
    covered = f"N({coverage})>={OVERALL_COVERAGE:g}-{_LITTLE}"
    return (
        f"=IF(COUNT({scores})=0,{none},"
        f"IF(AND({complete},{covered}),{scored},{provisional}))"
    )


def difference(pairs: Sequence[tuple[str, str]]) -> str:
    """Return how far some cells are from the engine's, at most; 0 where all agree."""
    ours = ",".join(own for own, _ in pairs)
    theirs = ",".join(found for _, found in pairs)
    apart = ",".join(f"ABS(N({own})-N({found}))" for own, found in pairs)
    return f'=IF(COUNT({ours})<>COUNT({theirs}),"≠",ROUND(MAX({apart}),9))'
