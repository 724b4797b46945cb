"""Compare a stored result with the one that its own answers lead to, node by node.

Numbers are compared exactly, for JSON keeps every digit of them: 60 and 60.0 are one
number, true and 1 are two values. The order of keys says nothing, that of lists does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

    ``path`` leads to it in the stored document, or in the recomputed one where the
    stored one lacks it; ``where`` names it for people. ``stored`` or ``recomputed`` is
    ``ABSENT`` where only the other has the node.
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
        """Whether it is the hash of a questionnaire's definition."""
        return (
            len(self.path) == 3
            and self.path[0] == "questionnaires"
            and self.path[2] == "hash"
        )


@dataclass(frozen=True, slots=True)
class Verification:
    """What the comparison of two documents found.

    ``compared`` counts their nodes: numbers, texts, truth values, nulls, and lists and
    objects that are empty or that one of them lacks. ``first`` is the first that
    differs, the cause before what follows from it; ``follows`` is the first computed
    node that differs as well where ``first`` is such a cause.
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

    Args:
        stored: A result as plain JSON data (``scoring.result.to_json``).
        recomputed: The result of the answers inside it, likewise.
    """
    nodes = list(_compare(_Place(), stored, recomputed))
    differences = [node for node in nodes if node is not None]
    first = min(differences, key=_rank, default=None)
    follows = None
    if first is not None and _rank(first) < _COMPUTED:
        follows = next((d for d in differences if _rank(d) == _COMPUTED), None)
    return Verification(len(nodes), first, follows)


def first_difference(
    stored: Mapping[str, Any], recomputed: Mapping[str, Any]
) -> Difference | None:
    """Return the first node that differs, a cause before what follows; else ``None``.

    Causes are versions, hashes of definitions and digests of what went in, in this
    order; the rest follows the recomputed document.
    """
    return verification(stored, recomputed).first


_COMPUTED: Final = 3


def _rank(difference: Difference) -> int:
    if difference.path[:1] and difference.path[0] in _VERSIONS:
        return 0
    if difference.is_definition:
        return 1
    return _COMPUTED if difference.block is None else 2


def _compare(
    place: _Place, stored: Any, recomputed: Any
) -> Iterator[Difference | None]:
    """Yield ``None`` for each node that is the same, else the difference."""
    if isinstance(stored, Mapping) and isinstance(recomputed, Mapping):
        if stored or recomputed:
            yield from _mappings(place, stored, recomputed)
            return
    elif isinstance(stored, list) and isinstance(recomputed, list):
        if stored or recomputed:
            yield from _lists(place, stored, recomputed)
            return
    elif not _same(stored, recomputed):
        yield Difference(place.path, place.where(), stored, recomputed)
        return
    yield None


def _mappings(
    place: _Place, stored: Mapping[str, Any], recomputed: Mapping[str, Any]
) -> Iterator[Difference | None]:
    for key in (*recomputed, *(key for key in stored if key not in recomputed)):
        mine, theirs = stored.get(key, ABSENT), recomputed.get(key, ABSENT)
        yield from _compare(place.key(str(key)), mine, theirs)


def _lists(
    place: _Place, stored: Sequence[Any], recomputed: Sequence[Any]
) -> Iterator[Difference | None]:
    mine, theirs = _ids(stored), _ids(recomputed)
    if mine is None or theirs is None:
        pairs = zip_longest(stored, recomputed, fillvalue=ABSENT)
        for position, (old, new) in enumerate(pairs):
            named = new if old is ABSENT else old
            yield from _compare(place.element(position, named), old, new)
        return
    for name, position in theirs.items():
        at = mine.get(name)
        old, new = ABSENT if at is None else stored[at], recomputed[position]
        here = place.element(position if at is None else at, new)
        yield from _compare(here, old, new)
    for name, at in mine.items():
        if name not in theirs:
            yield from _compare(place.element(at, stored[at]), stored[at], ABSENT)
    yield from _order(place, list(mine), list(theirs))


def _order(
    place: _Place, mine: list[Any], theirs: list[Any]
) -> Iterator[Difference | None]:
    """Yield the difference of two lists that hold the same in another order."""
    if mine != theirs and set(mine) == set(theirs):
        yield Difference(
            place.path,
            f"{place.where()}, order",
            [name for _, name in mine],
            [name for _, name in theirs],
        )


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
