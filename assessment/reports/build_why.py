"""How every number came about: the engine's explanations, put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assessment.reports.build_context import Context
from assessment.reports.drawing.numbers import whole
from assessment.reports.model_why import Why, WhyPage, WhyPart
from assessment.reports.narrative import first
from assessment.reports.narrative_facts import Standing
from assessment.reports.why_continuum import continuum_numbers
from assessment.reports.why_parts import left_out, question_part, term_part
from assessment.reports.why_words import notes, number_facts
from questionnaires.model import Capability, Dimension, Questionnaire
from scoring.explain import OVERALL, explainer
from scoring.result import QuestionnaireResult
from scoring.trace import Trace

Explain = Callable[[str], Trace | None]


def why_page(context: Context, places: Sequence[Standing]) -> WhyPage:
    """Return how every number of a report came about.

    Args:
        context: The result.
        places: Where the organisation, or each of its units, stands on the continuum.
    """
    facts = {
        "units": bool(context.result.units),
        "has_scores": bool(context.scored),
    }
    return WhyPage(
        lead=first("why_lead", facts, context.language),
        parts=tuple(_parts(context, places)),
    )


def _parts(context: Context, places: Sequence[Standing]) -> Iterator[WhyPart]:
    for part in context.scored:
        yield _scores(context, part)
    for unit in context.result.units:
        for part in unit.questionnaires:
            if part.continuum is None:
                yield _of_unit(context, part, unit.id)
    for place in places:
        explain = _explain(context, place.part, place.unit)
        numbers = continuum_numbers(place, explain)
        yield _part(context, place.part, place.unit, numbers)


def _scores(context: Context, part: QuestionnaireResult) -> WhyPart:
    explain = _explain(context, part, "")
    words = _Words(context, context.definition(part), explain)
    scored = [d for d in words.definition.dimensions if d.scored]
    numbers = [words.overall(), *(words.dimension(each) for each in scored)]
    return _part(context, part, "", tuple(why for why in numbers if why))


def _of_unit(context: Context, part: QuestionnaireResult, unit: str) -> WhyPart:
    explain = _explain(context, part, unit)
    found = _Words(context, context.definition(part), explain).overall()
    return _part(context, part, unit, (found,) if found else ())


def _part(
    context: Context, part: QuestionnaireResult, unit: str, numbers: tuple[Why, ...]
) -> WhyPart:
    title = context.text(context.definition(part).title)
    return WhyPart(part.id, unit, f"{title} · {unit}" if unit else title, numbers)


def _explain(context: Context, part: QuestionnaireResult, unit: str) -> Explain:
    return explainer(
        context.data, context.result, context.definition(part), unit or None
    )


@dataclass(frozen=True)
class _Words:
    """One questionnaire's explanations in words."""

    context: Context
    definition: Questionnaire
    explain: Explain

    def overall(self) -> Why | None:
        """Return the whole, made of the dimensions."""
        trace = self.explain(OVERALL)
        titles = {d.id: self.context.text(d.title) for d in self.definition.dimensions}
        if trace is None:
            return None
        return self._why(trace, self.context.label("overall"), titles)

    def dimension(self, dimension: Dimension) -> Why | None:
        """Return a dimension, with the capabilities that it is made of."""
        trace = self.explain(dimension.id)
        if trace is None:
            return None
        titles = {c.id: self.context.text(c.title) for c in dimension.capabilities}
        inner = tuple(
            why
            for capability in dimension.capabilities
            if (why := self._capability(capability, titles)) is not None
        )
        return self._why(trace, self.context.text(dimension.title), titles, inner)

    def _capability(self, capability: Capability, titles: dict[str, str]) -> Why | None:
        trace = self.explain(capability.id)
        if trace is None:
            return None
        title = titles[capability.id]
        if not capability.questions:
            return self._why(trace, title, titles)
        asked = {q.id: self.context.text(q.text) for q in capability.questions}
        return self._why(trace, title, asked)

    def _why(
        self,
        trace: Trace,
        title: str,
        titles: dict[str, str],
        inner: tuple[Why, ...] = (),
    ) -> Why:
        context = self.context
        facts = number_facts(context, trace)
        shown = whole(trace.value, context.label("not_scored"))
        found, brief = notes(facts, context.language)
        names = {} if trace.rule == "units" else titles
        asked = trace.kind == "capability" and trace.rule != "units"
        return Why(
            id=trace.node,
            title=title,
            shown=shown,
            asks=context.label(
                "why_score" if trace.value is not None else "why_none",
                shown=shown,
            ),
            formula=trace.formula,
            notes=found,
            brief=brief,
            parts=tuple(
                question_part(context, term, names, self.explain(term.id))
                if asked
                else term_part(term, names)
                for term in trace.terms
            ),
            left_out=left_out(context, trace, names),
            gone=left_out(context, trace, None if asked else names),
            inner=inner,
        )
