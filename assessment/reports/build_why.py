"""How every number came about: the engine's explanations, put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment.reports.build_context import Context
from assessment.reports.drawing.numbers import whole
from assessment.reports.model_why import Part, Why, WhyPage, WhyPart
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
        yield _stands(place, is_first=place is places[0])


def _scores(context: Context, part: QuestionnaireResult) -> WhyPart:
    words = _words(context, part, "")
    scored = [d for d in words.definition.dimensions if d.scored]
    numbers = [words.overall(), *(words.dimension(each) for each in scored)]
    return WhyPart(part.id, "", words.title, tuple(why for why in numbers if why))


def _of_unit(context: Context, part: QuestionnaireResult, unit: str) -> WhyPart:
    words = _words(context, part, unit)
    found = words.overall()
    return WhyPart(part.id, unit, words.title, (found,) if found else ())


def _stands(place: Standing, *, is_first: bool) -> WhyPart:
    words = _words(place.context, place.part, place.unit)
    numbers = continuum_numbers(place, words.explain, words.title, is_first=is_first)
    return WhyPart(place.part.id, place.unit, words.title, numbers)


def _words(context: Context, part: QuestionnaireResult, unit: str) -> _Words:
    definition = context.definition(part)
    explain = explainer(context.data, context.result, definition, unit or None)
    title = context.text(definition.title)
    return _Words(context, definition, f"{title} · {unit}" if unit else title, explain)


@dataclass(frozen=True)
class _Named:
    """What a number is called, where it belongs, and the titles of its parts by id."""

    title: str
    within: str
    titles: Mapping[str, str]


@dataclass(frozen=True)
class _Words:
    """One questionnaire's explanations in words."""

    context: Context
    definition: Questionnaire
    title: str
    explain: Explain

    def overall(self) -> Why | None:
        """Return the whole, made of the dimensions."""
        trace = self.explain(OVERALL)
        if trace is None:
            return None
        titles = {d.id: self.context.text(d.title) for d in self.definition.dimensions}
        named = _Named(self.context.label("overall"), self.title, titles)
        return self._why(trace, named)

    def dimension(self, dimension: Dimension) -> Why | None:
        """Return a dimension, with the capabilities that it is made of."""
        trace = self.explain(dimension.id)
        if trace is None:
            return None
        titles = {c.id: self.context.text(c.title) for c in dimension.capabilities}
        named = _Named(self.context.text(dimension.title), self.title, titles)
        inner = [self._capability(each, named) for each in dimension.capabilities]
        return self._why(trace, named, tuple(why for why in inner if why))

    def _capability(self, capability: Capability, parent: _Named) -> Why | None:
        trace = self.explain(capability.id)
        if trace is None:
            return None
        # One that lies above others is made of these, which its dimension names.
        asked = {q.id: self.context.text(q.text) for q in capability.questions}
        title = parent.titles[capability.id]
        return self._why(trace, _Named(title, parent.title, asked or parent.titles))

    def _why(self, trace: Trace, named: _Named, inner: tuple[Why, ...] = ()) -> Why:
        context = self.context
        shown = whole(trace.value, context.label("not_scored"))
        facts = number_facts(context, trace)
        asks = "why_none" if trace.value is None else "why_score"
        found, brief = notes(facts, context.language)
        # Of what does not apply as a whole, no part does.
        is_void = facts["why_none"] in ("hidden", "na")
        # Questions are too long for a list in print: their table says what each is.
        is_counted = trace.kind == "capability" and trace.rule != "units"
        return Why(
            id=trace.node,
            title=named.title,
            caption=f"{context.label('why_part')} · {named.within} · {named.title}",
            shown=shown,
            asks=context.label(asks, shown=shown),
            formula=trace.formula,
            notes=found,
            brief=brief,
            parts=tuple(self._parts(trace, named.titles)),
            left_out=left_out(context, trace, named.titles),
            gone=()
            if is_void
            else left_out(context, trace, None if is_counted else named.titles),
            inner=() if is_void else inner,
        )

    def _parts(self, trace: Trace, titles: Mapping[str, str]) -> Iterator[Part]:
        for term in trace.terms:
            if term.id in self.definition.by_id and trace.rule != "units":
                explained = self.explain(term.id)
                yield question_part(self.context, term, titles, explained)
            else:
                yield term_part(term, titles)
