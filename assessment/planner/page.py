"""What the planner says and shows, in the language of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from flask_babel import gettext as _

from assessment.benchmarks import sentences
from assessment.i18n import language, text
from assessment.planner import words
from assessment.planner.rows import (
    Item,
    OutRow,
    RescoreRow,
    ScoreLine,
    ScoreRow,
    WaveRows,
    at_once,
    score_lines,
)
from assessment.planner.services import Planned
from assessment.reports.build_context import Context
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.roadmaps.decided import CONFIRMED, STOPPED, Decided, Rescore
from questionnaires.model import Kind
from scoring.basis import Raise
from scoring.comparison import Standing
from scoring.needed import Key
from scoring.plan import Load, Predicted, Slot
from scoring.planning import Plan

NOTHING: Final = "–"


@dataclass(frozen=True)
class Shown:
    """A plan in words: as it was decided, or as it would be with something else."""

    planned: Planned
    decided: Decided
    plan: Plan
    _titles: dict[Key, str] = field(default_factory=dict)

    @cached_property
    def context(self) -> Context:
        """How this kind of organisation reads of its initiatives."""
        result, definitions = self.planned.result, self.planned.definitions
        return Context(result, definitions, language())

    def title(self, key: Key) -> str:
        """Return an initiative's title."""
        if key not in self._titles:
            definition = self.planned.definitions[key[0]]
            found = definition.initiative_by_id[key[1]]
            self._titles[key] = self.context.initiative(definition, found, "title")
        return self._titles[key]

    def told(self, key: Key, part: str) -> str:
        """Return another of an initiative's texts, such as ``summary``."""
        definition = self.planned.definitions[key[0]]
        found = definition.initiative_by_id[key[1]]
        return self.context.initiative(definition, found, part)

    def usual_owner(self, key: Key) -> str:
        """Return who does an initiative where nobody else was chosen."""
        definition = self.planned.definitions[key[0]]
        return self.context.owner(definition, definition.initiative_by_id[key[1]].owner)

    def usual_days(self, key: Key) -> int:
        """Return how many days an initiative takes where nothing else was decided."""
        return self.planned.definitions[key[0]].initiative_by_id[key[1]].days

    def day(self, number: int) -> dt.date:
        """Return a day of the plan as a date; 0 is the first."""
        return self.decided.first + dt.timedelta(days=number)

    def number_of(self, key: Key) -> int | None:
        """Return the wave that an initiative comes in, ``None`` where in none."""
        for item in self.plan.roadmap.initiatives:
            if (item.questionnaire, item.id) == key:
                return item.wave
        return None

    def waves(self) -> tuple[WaveRows, ...]:
        """Return the waves with their initiatives."""
        by_wave: dict[int, list[Item]] = {}
        for planned in self.plan.roadmap.initiatives:
            key = planned.questionnaire, planned.id
            item = self._item(key, self.plan.slots[key], planned.quick_win)
            by_wave.setdefault(planned.wave, []).append(item)
        return tuple(
            WaveRows(
                load.wave, self.day(start), self.day(end), words.load(*_work(load)),
                load.exceeded, tuple(by_wave[load.wave]),
            )
            for load, (start, end) in zip(self.plan.loads, self._spans(), strict=True)
        )  # fmt: skip

    def _item(self, key: Key, slot: Slot, is_quick: bool) -> Item:
        entry = self.decided.of(key)
        return Item(
            key=key,
            title=self.title(key),
            owner=entry.owner or self.usual_owner(key),
            start=self.day(slot.start),
            end=self.day(slot.end),
            status=entry.status,
            is_quick=is_quick,
            marks=tuple(_marks(self.decided, key)),
        )

    def _spans(self) -> Iterator[tuple[int, int]]:
        begin = 0
        for wave in self.plan.roadmap.waves:
            yield begin, begin + wave.days
            begin += wave.days

    def out(self) -> tuple[OutRow, ...]:
        """Return what was taken from the plan."""
        return tuple(self._out(key) for key in self.plan.out)

    def _out(self, key: Key) -> OutRow:
        entry = self.decided.of(key)
        stopped = entry.status == STOPPED
        return OutRow(
            key=key,
            title=self.title(key),
            is_stopped=stopped,
            reason=(entry.stopped if stopped else entry.reason) or "",
            by=entry.by or "",
            on=None if entry.at is None else dt.date.fromisoformat(entry.at),
        )

    def scores(self) -> tuple[ScoreRow, ...]:
        """Return the scores today, as confirmed since, and after each wave."""
        today = self._score(_("Today"), self.plan.today)
        waves = [
            self._score(
                _("After wave %(number)s", number=wave.number),
                wave.predicted, self.day(end), load,
            )
            for wave, load, (_start, end) in zip(
                self.plan.roadmap.waves, self.plan.loads, self._spans(), strict=True
            )
        ]  # fmt: skip
        if not self.decided.confirmed():
            return (today, *waves)
        since = self.decided.today(self.planned.ground)
        return (today, self._score(_("If assessed today"), since), *waves)

    def score_lines(self, before: Shown | None = None) -> tuple[ScoreLine, ...]:
        """Return the scores with what they are in the plan without what is tried."""
        return score_lines(self.scores(), before.scores() if before else None)

    def scores_at_once(self, before: Shown | None = None) -> tuple[ScoreLine, ...]:
        """Return as many of the scores as are shown without being asked for."""
        return at_once(self.score_lines(before))

    def _score(
        self,
        name: str,
        predicted: Predicted,
        ends: dt.date | None = None,
        load: Load | None = None,
    ) -> ScoreRow:
        return ScoreRow(
            name=name,
            ends=ends,
            load="" if load is None else words.load(*_work(load)),
            is_over=load is not None and load.exceeded,
            overall=NOTHING if predicted.overall is None else whole(predicted.overall),
            position=_position(predicted.position),
            stage=NOTHING
            if predicted.position is None
            else str(int(predicted.position)),
            peers=self._peers(predicted.overall),
        )

    def _peers(self, overall: float | None) -> str:
        standing = self._standing(overall)
        return NOTHING if standing is None else sentences.short(standing, language())

    def _standing(self, overall: float | None) -> Standing | None:
        model = next(
            (
                part.questionnaire.id
                for part in self.planned.ground.parts
                if part.questionnaire.kind is Kind.CAPABILITY_MODEL
            ),
            "",
        )
        among = self.planned.among.get(model)
        if among is None or overall is None:
            return None
        profile = self.planned.result.organisation
        return among.compared(profile, {"overall": overall})[0]

    def peers_told(self) -> tuple[str, ...]:
        """Return who the peers are that a predicted score is set among, or why none."""
        standing = self._standing(self._any_overall())
        if standing is None:
            return sentences.no_release(language(), False)
        sources = {each.source for each in self.planned.among.values()}
        cautions = {sentences.caution(source, language()) for source in sources}
        told = sentences.peers(standing, language())
        return (told, *sorted(filter(None, cautions)))

    def _any_overall(self) -> float | None:
        every = (self.plan.today, *(w.predicted for w in self.plan.roadmap.waves))
        return next((p.overall for p in every if p.overall is not None), None)

    @property
    def has_peers(self) -> bool:
        """Whether there is anybody to set the score among."""
        standing = self._standing(self._any_overall())
        return standing is not None and standing.cell is not None

    @property
    def has_position(self) -> bool:
        """Whether the continuum's position is told."""
        return self.plan.today.position is not None

    @property
    def has_overall(self) -> bool:
        """Whether the capability model's score is told, now or later."""
        return self._any_overall() is not None

    def proposed(self) -> tuple[RescoreRow, ...]:
        """Return the re-scores that wait for an assessor."""
        found = self.decided.proposed(self.planned.ground)
        return tuple(self.rescore(key, each, None) for key, each in found)

    def confirmed(self) -> tuple[RescoreRow, ...]:
        """Return the re-scores that were confirmed since."""
        return tuple(
            self.rescore(key, Raise(question, each.before, each.to), each)
            for key, judged in self.decided.rescores.items()
            for question, each in judged.items()
            if each.verdict == CONFIRMED
        )

    def rescores_of(self, key: Key) -> tuple[RescoreRow, ...]:
        """Return what an initiative raises, each with its verdict."""
        judged: Mapping[str, Rescore] = self.decided.rescores.get(key, {})
        return tuple(
            self.rescore(key, each, judged.get(each.question))
            for each in self.planned.ground.raises(*key)
        )

    def rescore(self, key: Key, each: Raise, verdict: Rescore | None) -> RescoreRow:
        """Return a re-score as printed."""
        asked = self.planned.definitions[key[0]].by_id[each.question]
        on = verdict.at if verdict else ""
        return RescoreRow(
            key=key,
            title=self.title(key),
            question=each.question,
            text=text(asked.text),
            now=whole(each.now),
            to=whole(each.to),
            verdict=verdict,
            on=dt.date.fromisoformat(on) if on else None,
        )


def shown(planned: Planned, decided: Decided | None = None) -> Shown:
    """Return a plan in words; with other decisions, as it would be."""
    if decided is None:
        return Shown(planned, planned.decided, planned.plan)
    return Shown(planned, decided, decided.plan(planned.ground))


def _position(position: float | None) -> str:
    return NOTHING if position is None else one_decimal(position)


def _work(load: Load) -> tuple[int, int | None]:
    return load.days, load.capacity


def _marks(decided: Decided, key: Key) -> Iterator[str]:
    """Yield in a few words what was decided of an initiative."""
    entry = decided.of(key)
    if entry.wave is not None:
        yield str(_("Set into wave %(number)s", number=entry.wave))
    if entry.start is not None or entry.days is not None:
        yield str(_("Dates decided"))
