"""Which entry of an overlay causes what is found in the combined definition, and where.

A base has no faults: what is wrong with the combined definition, some entry caused. It
stands at that entry, also where the words that no longer fit are the base's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from questionnaires import meaning_conditions
from questionnaires.build_state import Build, Place
from questionnaires.conditions import Condition, claims_in
from questionnaires.fields import Fields
from questionnaires.model import Questionnaire

_CHANGED: Final = ("when", "weight", "owner", "options", "roles", "allow_na")
_SCALES: Final = ("options", "anchors", "degrees")
_ANSWERS: Final = ("when", "options")
_REACH: Final = (("options",), ("leave_out",), ("weight", "allow_na", "when", "add"))


def note_change(state: Build, entry: Fields, about: str, name: str) -> None:
    """Remember where a change of the overlay stands, and each of its keys."""
    here = (entry.file, entry.line_of("id"))
    state.places.setdefault(("change", name), here)
    state.places.setdefault((about, name), here)
    for key in (*_CHANGED, *_SCALES):
        if entry.has(key):
            noted = "options" if key in _SCALES else key
            place = (entry.file, entry.line_of(key))
            state.places.setdefault((noted, name), place)


def note_causes(state: Build, base: Questionnaire, over: Questionnaire) -> None:
    """Remember for what comes from the base which entry changed what it depends on."""
    causes = _Causes(state, over)
    for (_, name), condition, _ in meaning_conditions.placed(over):
        asked = [claim.question for claim in claims_in(condition)]
        found = causes.of([*asked, *_above(name)], _ANSWERS)
        _note(state, ("when", name), found)
    for number, pair in enumerate(over.contradictions):
        asked = [claim.question for claim in pair.claims]
        found = causes.of(asked, (*_ANSWERS, "roles"))
        _note(state, ("contradictions", str(number)), found)
    for initiative in over.initiatives:
        earlier = base.initiative_by_id.get(initiative.id)
        raised = list(earlier.raises) if earlier else []
        found = causes.of(raised, ("options",))
        _note(state, ("initiative", initiative.id), found)
    _note_scores(state, causes, base, over)


def _note_scores(
    state: Build, causes: _Causes, base: Questionnaire, over: Questionnaire
) -> None:
    """Remember what a node's questions, a level and a question's share depend on."""
    for dimension in base.dimensions:
        found = causes.within(dimension.id)
        _note(state, ("dimension", dimension.id), found)
        if dimension.id not in over.dimension_by_id:
            _note(state, ("dimensions",), found)
    for question in over.questions():
        _note(state, ("question", question.id), causes.of_share(question.id))
    for number in range(len(over.levels)):
        _note(state, ("levels", str(number)), causes.of_reach())


def _note(state: Build, key: tuple[str, ...], place: Place | None) -> None:
    if place is not None:
        state.places.setdefault(key, place)


def _above(name: str) -> Iterator[str]:
    """Yield the ids of the nodes above an id, the nearest first."""
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


class _Causes:
    """The entries of an overlay by what they can change."""

    def __init__(self, state: Build, over: Questionnaire) -> None:
        # A copy: what is noted on the way are effects, not causes.
        self._places = dict(state.places)
        self._whens: dict[str, Condition] = {
            name: condition
            for (_, name), condition, _ in meaning_conditions.placed(over)
        }
        self._scored = {question.id for question in over.questions() if question.scored}

    def of(self, names: Collection[str], keys: Collection[str]) -> Place | None:
        """Return the nearest entry that leaves one of ``names`` out or changes it.

        What lies above them and what their conditions look at counts as well.
        """
        waiting, seen = list(names), set(names)
        while waiting:
            name = waiting.pop(0)
            for each in (name, *_above(name)):
                found = self._own(each, keys)
                if found is not None:
                    return found
                asked = {c.question for c in claims_in(self._whens.get(each))}
                waiting += sorted(asked - seen)
                seen |= asked
        return None

    def _own(self, name: str, keys: Collection[str]) -> Place | None:
        places = (self._places.get((key, name)) for key in ("leave_out", *keys))
        return next((place for place in places if place is not None), None)

    def within(self, node: str) -> Place | None:
        """Return the first entry that leaves out or adds something in a node."""
        inside = [
            place
            for key, place in self._places.items()
            if key[0] in ("leave_out", "add") and f"{key[-1]}.".startswith(f"{node}.")
        ]
        return min(inside, default=None)

    def of_share(self, question: str) -> Place | None:
        """Return the entry that weighs a question, or something beside or above it."""
        for name in (question, *_above(question)):
            parent = name.rpartition(".")[0]
            beside = [
                place
                for key, place in self._places.items()
                if key[0] == "weight" and key[1].rpartition(".")[0] == parent
            ]
            own = self._places.get(("weight", name))
            if own or beside:
                return own or min(beside)
        return None

    def of_reach(self) -> Place | None:
        """Return the only entry that changes what scores can reach, else ``None``."""
        for keys in _REACH:
            found = {
                place
                for key, place in self._places.items()
                if key[0] in keys and (key[0] != "options" or key[1] in self._scored)
            }
            if found:
                return found.pop() if len(found) == 1 else None
        return None
