"""Compare a stored result with the one that its own answers lead to, node by node.

Numbers are compared exactly, for JSON keeps every digit of them: 60 and 60.0 are one
number, true and 1 are two values. The order of keys says nothing, that of lists does.

Source: contract 2, ``verify``; contract 5: a result is complete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

Path = tuple[str | int, ...]
"""The keys and positions that lead to a node."""


class _Absent:
    """What stands where one of two documents has nothing."""

    def __repr__(self) -> str:
        return "nothing"


ABSENT: Final = _Absent()

_VERSIONS: Final = ("schema", "engine", "method")
_DIGEST: Final = "digest"
_SINGULAR: Final = {
    "questionnaires": "",
    "dimensions": "dimension",
    "capabilities": "capability",
    "questions": "question",
    "gates": "gate",
    "criteria": "criterion",
    "flags": "flag",
    "gaps": "gap",
    "initiatives": "initiative",
    "waves": "wave",
    "units": "unit",
    "answers": "answer",
    "consensus": "consensus",
    "accepted": "accepted gap",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One node that differs.

    ``path`` leads to it by keys and positions (0 and up) in the stored document, or in
    the recomputed one where the stored one lacks it; ``where`` names it for people.
    ``stored`` or ``recomputed`` is ``ABSENT`` where only the other has the node.
    """

    path: Path
    where: str
    stored: Any
    recomputed: Any

    @property
    def block(self) -> str | None:
        """The block of what went in whose digest differs, ``None`` of other nodes.

        Empty where there is no digest at all.
        """
        if self.path[:1] != (_DIGEST,):
            return None
        return str(self.path[1]) if len(self.path) > 1 else ""

    @property
    def is_definition(self) -> bool:
        """Tell whether it is the hash of a questionnaire's definition."""
        return (
            len(self.path) == 3
            and self.path[0] == "questionnaires"
            and self.path[2] == "hash"
        )


@dataclass(frozen=True, slots=True)
class Verification:
    """What the comparison of two documents found.

    ``compared`` is how many nodes they have: numbers, texts, truth values, nulls, and
    lists and objects that are empty or that one of them lacks. ``first`` is the first
    that differs, the cause before what follows from it; ``follows`` is the first
    computed node that differs as well where ``first`` is such a cause. ``None`` where
    nothing differs.
    """

    compared: int
    first: Difference | None
    follows: Difference | None


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path = ()
    words: tuple[str, ...] = ()

    def key(self, name: str) -> _Place:
        return _Place((*self.path, name), (*self.words, name))

    def element(self, position: int, item: Any) -> _Place:
        """Return the place of a list's element, which has the name that it bears."""
        name = self.words[-1] if self.words else ""
        word = f"{name}[{position}]"
        if isinstance(item, Mapping):
            word = f"{_SINGULAR.get(name, name)} {_title(item, position)}".strip()
        return _Place((*self.path, position), (*self.words[:-1], word))

    def where(self) -> str:
        *parents, last = self.words or ("the document",)
        if parents == [_DIGEST]:
            return f"digest of {last}"
        if parents and isinstance(self.path[-1], str):
            return f"{', '.join(parents)}: {last}"
        return ", ".join(self.words) or last


def verification(
    stored: Mapping[str, Any], recomputed: Mapping[str, Any]
) -> Verification:
    """Return how many nodes were compared, and the first that differs.

    A cause comes before what follows from it: versions, hashes of definitions and
    digests of what went in, in this order; the rest in the recomputed document's.

    Args:
        stored: A result as plain JSON data (``scoring.result.to_json``).
        recomputed: The result of the answers inside it, likewise.
    """
    walk = _Walk()
    walk.compare(_Place(), stored, recomputed)
    first = min(walk.differences, key=_rank, default=None)
    follows = None
    if first is not None and _rank(first) < _COMPUTED:
        follows = next((d for d in walk.differences if _rank(d) == _COMPUTED), None)
    return Verification(walk.compared, first, follows)


_COMPUTED: Final = 3


def _rank(difference: Difference) -> int:
    if difference.path[:1] and difference.path[0] in _VERSIONS:
        return 0
    if difference.is_definition:
        return 1
    return _COMPUTED if difference.block is None else 2


class _Walk:
    """Walks both documents at once; counts the nodes and gathers the differences."""

    def __init__(self) -> None:
        self.compared = 0
        self.differences: list[Difference] = []

    def compare(self, place: _Place, stored: Any, recomputed: Any) -> None:
        if isinstance(stored, Mapping) and isinstance(recomputed, Mapping):
            if stored or recomputed:
                self._mappings(place, stored, recomputed)
                return
        elif isinstance(stored, list) and isinstance(recomputed, list):
            if stored or recomputed:
                self._lists(place, stored, recomputed)
                return
        elif not _same(stored, recomputed):
            self._differ(place.path, place.where(), stored, recomputed)
        self.compared += 1

    def _differ(self, path: Path, where: str, stored: Any, recomputed: Any) -> None:
        self.differences.append(Difference(path, where, stored, recomputed))

    def _mappings(
        self, place: _Place, stored: Mapping[str, Any], recomputed: Mapping[str, Any]
    ) -> None:
        for key in (*recomputed, *(key for key in stored if key not in recomputed)):
            mine, theirs = stored.get(key, ABSENT), recomputed.get(key, ABSENT)
            if mine.__class__ in _LEAVES and _same(mine, theirs):
                self.compared += 1  # most nodes are so, and need no name
            else:
                self.compare(place.key(str(key)), mine, theirs)

    def _lists(
        self, place: _Place, stored: Sequence[Any], recomputed: Sequence[Any]
    ) -> None:
        mine, theirs = _ids(stored), _ids(recomputed)
        if mine is not None and theirs is not None:
            self._named(place, (stored, mine), (recomputed, theirs))
            return
        pairs = zip_longest(stored, recomputed, fillvalue=ABSENT)
        for position, (old, new) in enumerate(pairs):
            named = new if old is ABSENT else old
            self.compare(place.element(position, named), old, new)

    def _named(self, place: _Place, stored: _Named, recomputed: _Named) -> None:
        """Compare elements with those of their own id, and then the order."""
        (old, mine), (new, theirs) = stored, recomputed
        for name, position in theirs.items():
            at = mine.get(name)
            before = ABSENT if at is None else old[at]
            here = place.element(position if at is None else at, new[position])
            self.compare(here, before, new[position])
        for name, at in mine.items():
            if name not in theirs:
                self.compare(place.element(at, old[at]), old[at], ABSENT)
        if list(mine) != list(theirs) and set(mine) == set(theirs):
            before, after = ([name for _, name in ids] for ids in (mine, theirs))
            self._differ(place.path, f"{place.where()}, order", before, after)


_LEAVES: Final = frozenset((str, int, float, bool, type(None)))
_Named = tuple[Sequence[Any], Mapping[tuple[Any, str], int]]
"""A list, and the positions of its elements by questionnaire and id."""


def _ids(items: Sequence[Any]) -> dict[tuple[Any, str], int] | None:
    """Return the positions by questionnaire and id, or ``None`` without unique ids."""
    found: dict[tuple[Any, str], int] = {}
    for position, item in enumerate(items):
        name = item.get("id") if isinstance(item, Mapping) else None
        if not isinstance(name, str):
            return None
        # Gaps and initiatives of two questionnaires may have one id.
        group = item.get("questionnaire")
        found[(group if isinstance(group, str) else None, name)] = position
    return found if len(found) == len(items) else None


def _title(item: Mapping[str, Any], position: int) -> str:
    """Return what people call an element: its id, or its number with its question."""
    for key in ("id", "number", "stage"):
        if isinstance(item.get(key), (str, int)):
            return str(item[key])
    told = [str(position + 1)]
    for key, word in (("question", "to"), ("respondent", "by"), ("kind", "of kind")):
        if isinstance(item.get(key), str):
            told.append(f"{word} {item[key]}")
    return " ".join(told)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one == other
    return type(one) is type(other) and bool(one == other)
