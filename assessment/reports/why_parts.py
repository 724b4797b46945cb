"""What went into a number and what did not, as printed; people as roles and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from assessment.reports.build_context import Context
from assessment.reports.drawing.numbers import MINUS
from assessment.reports.model_why import Part
from scoring.answers import EVIDENCE
from scoring.trace import Given, Term, Trace, figure
from scoring.values import EVIDENCE_CAPS

SHOWN_EQUAL = 0.005
"""Points that two printed decimals cannot tell apart."""


def signed(value: float) -> str:
    """Return a number with at most two decimals and a true minus sign."""
    return figure(value).replace("-", MINUS)


def term_part(term: Term, titles: Mapping[str, str]) -> Part:
    """Return one thing that went in; what has no title is named by its id."""
    return Part(
        title=titles.get(term.id, term.id),
        value="–" if term.value is None else figure(term.value),
        weight=figure(term.weight),
        adds=signed(term.adds),
        details=(),
    )


def question_part(
    context: Context, term: Term, titles: Mapping[str, str], trace: Trace | None
) -> Part:
    """Return a question with its roles' means and the evidence behind its answers."""
    part = term_part(term, titles)
    if trace is None or trace.value is None:
        return part
    details = tuple(_details(context, trace))
    return Part(part.title, part.value, part.weight, part.adds, details)


def _details(context: Context, trace: Trace) -> Iterator[str]:
    join = "、" if context.language != "en" else ", "
    if trace.rule == "consensus":
        yield context.label("why_consensus", count=len(trace.given))
    else:
        yield join.join(
            context.label(
                "why_role",
                role=context.named("roles", term.id),
                score=figure(term.value or 0),
            )
            for term in trace.terms
        )
    if trace.given:
        yield context.label("why_evidence", grades=_grades(context, trace.given))
    claimed, evidenced = trace.claimed or 0.0, trace.evidenced or 0.0
    if claimed - evidenced >= SHOWN_EQUAL:
        yield context.label(
            "why_capped", claimed=figure(claimed), evidenced=figure(evidenced)
        )


def _grades(context: Context, given: tuple[Given, ...]) -> str:
    """Return how many answers have which evidence, and what that can carry."""
    counted = Counter(one.evidence for one in given)
    join = "；" if context.language != "en" else "; "
    return join.join(
        context.label(
            "why_grade",
            grade=context.named("evidence", grade),
            count=counted[grade],
            cap=figure(EVIDENCE_CAPS[grade]),
        )
        for grade in EVIDENCE
        if counted[grade]
    )


def left_out(
    context: Context, trace: Trace, titles: Mapping[str, str] | None
) -> tuple[str, ...]:
    """Return what did not go in, a sentence for each reason.

    Args:
        context: The result.
        trace: The number.
        titles: Of what could have gone in; ``None`` only counts it.
    """
    reasons: dict[str, list[str]] = {}
    for out in trace.left_out:
        name = out.id if titles is None else titles.get(out.id, out.id)
        reasons.setdefault(out.why, []).append(name)
    key = "why_left_out" if titles is not None else "why_left_out_count"
    return tuple(
        context.label(
            key,
            reason=context.named("why_reasons", _reason(context, why)),
            titles=names,
            count=len(names),
        )
        for why, names in reasons.items()
    )


def _reason(context: Context, why: str) -> str:
    """Return why a part is left out: the core form does not ask what might apply."""
    return "not-asked" if why == "hidden" and context.core else why
