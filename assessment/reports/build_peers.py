"""The organisation among its peers, or what is said where there are none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assessment.benchmarks import references, sentences, words
from assessment.benchmarks.among import Among, place_of, quartiles
from assessment.reports.build_context import Context
from assessment.reports.charts import PeerBand
from assessment.reports.charts_peers import Bin, Spread
from assessment.reports.model_peers import (
    PeerPage,
    PeerRow,
    PeersPart,
    ReferenceGroup,
    ReferenceRow,
)
from questionnaires.model import Questionnaire
from scoring.comparison import Standing
from scoring.release import METHOD, POSITIONS
from scoring.result import QuestionnaireResult


def peers_part(context: Context) -> PeersPart:
    """Return all that the report says of others."""
    found = [
        (part, context.among.get(part.id)) for part in context.result.questionnaires
    ]
    pages = tuple(_page(context, part, among) for part, among in found if among)
    published = _references(context)
    none: tuple[str, ...] = ()
    where = ""
    if not pages:
        none = sentences.no_release(context.language, bool(context.result.units))
        where = sentences.see_references(context.language) if published else ""
    return PeersPart(pages=pages, none=none, published=where, references=published)


def bands(context: Context, part: QuestionnaireResult) -> Mapping[str, PeerBand]:
    """Return the quartiles of a questionnaire's peers by dimension, where told."""
    among = context.among.get(part.id)
    found = among.standings(context.result) if among else []
    named = {each.dimension: _band(each) for each in found}
    return {name: band for name, band in named.items() if band}


def positions_spread(context: Context, part: QuestionnaireResult) -> Spread | None:
    """Return how the peers' positions spread, 0-5; ``None`` without quartiles.

    Bars only where enough peers are left for them. Nobody is ranked.
    """
    among = context.among.get(part.id)
    found = among.standings(context.result) if among else []
    told = next((each for each in found if each.dimension == "position"), None)
    three = quartiles(told) if told else None
    if told is None or told.published is None or three is None:
        return None
    enough = told.n is not None and told.n >= METHOD.histogram
    bars = (told.published["histogram"] or ()) if enough else ()
    return Spread(
        n=told.n,
        quartiles=three,
        histogram=tuple(
            Bin(low=each["from"], high=each["to"], n=each["n"]) for each in bars
        ),
    )


def chart_source(context: Context, part: QuestionnaireResult) -> str:
    """Return where the peers of a chart come from; empty where it shows none."""
    among = context.among.get(part.id)
    return sentences.chart_source(among.source, context.language) if among else ""


def _band(standing: Standing) -> PeerBand | None:
    three = quartiles(standing)
    return (
        None
        if three is None
        else PeerBand(low=three[0], median=three[1], high=three[2])
    )


def _page(context: Context, part: QuestionnaireResult, among: Among) -> PeerPage:
    definition = context.definition(part)
    found = among.standings(context.result)
    names = _titles(context, definition)
    tell = _Telling(context, names, found)
    ordered = part.continuum is None
    return PeerPage(
        questionnaire=part.id,
        title=context.text(definition.title),
        lead=tell.lead(),
        others=tell.others(),
        source=sentences.source(among.source, context.language),
        caution=sentences.caution(among.source, context.language),
        rows=tuple(_row(context, names, one) for one in found) if ordered else (),
        notes=(*tell.notes(among.is_member), *_weighs(context, part, names)),
        refused=tell.refused(),
    )


def _titles(context: Context, definition: Questionnaire) -> dict[str, str]:
    """Return what each dimension of a release is called."""
    found = {each.id: context.text(each.title) for each in definition.dimensions}
    own = {"overall": "overall", "position": "position", "target": "target"}
    return found | {name: context.label(key) for name, key in own.items()}


def _row(context: Context, names: Mapping[str, str], found: Standing) -> PeerRow:
    return PeerRow(
        title=names[found.dimension],
        score=found.score,
        n=found.n,
        middle=sentences.middle(found, context.language),
        where=sentences.short(found, context.language),
        interval=sentences.interval(found),
    )


class _Telling:
    """Sentences on the standings of one questionnaire; each is said once."""

    def __init__(
        self, context: Context, names: Mapping[str, str], found: Sequence[Standing]
    ) -> None:
        self._language = context.language
        self._names, self._found = names, found
        groups = list(sentences.by_peers(found))
        self._main = groups[0] if groups else []
        self._others = groups[1:]

    def lead(self) -> tuple[str, ...]:
        """Return who the peers are and where the organisation stands as a whole."""
        if not self._main:
            return (words.say("not_scored", self._language),)
        first = self._main[0]
        who = sentences.peers(first, self._language)
        if first.dimension not in POSITIONS:
            return (who, *sentences.stands(first, self._language))
        told = [sentences.stands(each, self._language) for each in self._main]
        spread = [text for texts in told for text in texts]
        if spread:
            spread.append(words.say("own_business", self._language))
        return (who, *spread)

    def others(self) -> tuple[str, ...]:
        """Return who the peers of other dimensions are, one sentence a group."""
        return tuple(self._for(group) for group in self._others)

    def _for(self, group: Sequence[Standing]) -> str:
        titles = self._listed(group)
        if group[0].cell is None:
            return words.say("nobody_for", self._language, titles=titles)
        said = [sentences.peers(group[0], self._language)]
        if group[0].dimension in POSITIONS:
            said += sentences.stands(group[0], self._language)
        sentence = words.together(said, self._language)
        return words.say("only_for", self._language, titles=titles, sentence=sentence)

    def _listed(self, group: Iterable[Standing]) -> str:
        named = [self._names.get(each.dimension, each.dimension) for each in group]
        return words.listed(named, self._language)

    def refused(self) -> tuple[str, ...]:
        """Return why closer peers were not used, for the main group."""
        return sentences.refused(self._main[0], self._language) if self._main else ()

    def notes(self, is_member: bool) -> tuple[str, ...]:
        """Return which dimensions are like the median, and how peers are counted."""
        alike = [each for each in self._found[1:] if each.distinguishable is False]
        said = []
        if alike:
            titles = self._listed(alike)
            said.append(words.say("like_median_all", self._language, titles=titles))
        if any(each.cell for each in self._found):
            said.append(words.say("counted", self._language))
            if is_member:
                said.append(words.say("left_out", self._language))
        return tuple(said)


def _weighs(
    context: Context, part: QuestionnaireResult, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return what peers do to the order of the gaps; the continuum has no gaps."""
    if part.continuum is not None:
        return ()
    used = context.result.peers.get(part.id, {})
    if not used:
        return (words.say("weighs_nothing", context.language),)
    silent = [names[each.id] for each in part.dimensions
              if each.score is not None and each.id not in used]  # fmt: skip
    said = [words.say("weighs", context.language)]
    if silent:
        titles = words.listed(silent, context.language)
        said.append(words.say("weighs_not_for", context.language, titles=titles))
    return tuple(said)


def _references(context: Context) -> tuple[ReferenceGroup, ...]:
    """Return the published figures that concern the organisation, by their scales."""
    place = place_of(context.result.organisation)
    found = {
        row.id: row
        for part in context.result.questionnaires
        for row in references.of(part.id)
        if row.concerns(place)
    }
    groups: dict[str, list[ReferenceRow]] = {}
    for row in found.values():
        group = groups.setdefault(row.scale[context.language], [])
        group.append(_reference(row, context.language))
    return tuple(ReferenceGroup(scale, tuple(rows)) for scale, rows in groups.items())


def _reference(row: references.Reference, language: str) -> ReferenceRow:
    about = (row.population, row.region, row.year)
    return ReferenceRow(
        metric=row.metric[language],
        value=row.value[language],
        about=words.listed([text[language] for text in about], language),
        source=row.source,
    )
