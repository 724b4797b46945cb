"""What became of the ids of the previous version: they are permanent.

An id may go, for what it named is then switched off; it may not be renamed, which
would break every comparison with earlier assessments, nor name something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from questionnaires.build_state import Build
from questionnaires.faults import shown
from questionnaires.model import Questionnaire, Text

SIMILAR: Final = 0.9
_NUMBERS: Final = re.compile(r"([1-9][0-9]*)\.(0|[1-9][0-9]*)")


def previous(path: Path, questionnaire: Questionnaire) -> Path | None:
    """Return where the version before a definition lies, beside its folder or file.

    That is the highest lower version among ``ID@VERSION`` and ``ID@VERSION.yaml``;
    ``None`` where there is none.
    """
    own = _order(questionnaire.version)
    found: dict[tuple[int, ...], Path] = {}
    beside = path.resolve().parent
    for file in sorted(beside.glob(f"{questionnaire.id}@*")):
        name = file.name if file.is_dir() else file.name.removesuffix(".yaml")
        order = _order(name.partition("@")[2])
        usable = file.is_dir() or file.suffix == ".yaml"
        if usable and order and own and order < own:
            found[order] = beside / file.name
    return found[max(found)] if found else None


def _order(version: str) -> tuple[int, ...]:
    match = _NUMBERS.fullmatch(version)
    return tuple(map(int, match.groups())) if match else ()


@dataclass(frozen=True, slots=True)
class Named:
    """What an id stands for."""

    about: str
    words: str
    source: str = ""
    type: str = ""


_All = Mapping[str, Named]


def check(build: Build, before: Questionnaire) -> None:
    """Add a fault for each id that was renamed or names something else now.

    Where words are only similar that is a matter of judgement: a warning.
    """
    questionnaire = build.questionnaire
    if questionnaire is None:
        return
    for old, new in zip(_named(before), _named(questionnaire), strict=True):
        _reused(build, before.key, old, new)
        moved = _moved(build, before.key, old, new)
        gone = {n: was for n, was in old.items() if n not in {*new, *moved}}
        come = {n: now for n, now in new.items() if n not in {*old, *moved}}
        _reworded(build, before.key, gone, come)


def _named(questionnaire: Questionnaire) -> Iterator[Mapping[str, Named]]:
    """Yield dimensions, capabilities, questions and initiatives by id."""
    dimensions = questionnaire.dimensions
    yield {d.id: Named("dimension", _words(d.title)) for d in dimensions}
    yield {
        c.id: Named("capability", _words(c.title), c.source)
        for dimension in dimensions
        for c in dimension.capabilities
    }
    yield {
        q.id: Named("question", _words(q.text), q.source, str(q.type))
        for q in questionnaire.questions()
    }
    initiatives = questionnaire.initiatives
    yield {i.id: Named("initiative", _words(i.title)) for i in initiatives}


def _words(text: Text) -> str:
    return text.get("en", "")


def _reused(build: Build, key: str, old: _All, new: _All) -> None:
    for name, now in new.items():
        was = old.get(name, now)
        if was.type != now.type:
            given = f"{shown(name)} was {was.type} in {key} and is {now.type}"
            todo = "give it a new id: ids are permanent"
            text = f"{now.about} id names another type; {given}; {todo}"
            build.fault((now.about, name), text)


def _moved(build: Build, key: str, old: _All, new: _All) -> set[str]:
    """Add a fault for each id that carries another's former words; return them all."""
    changed = {name for name, was in old.items() if not _equal(was, new.get(name))}
    free, moved = dict.fromkeys(n for n in old if n in changed), set[str]()
    for name, now in new.items():
        if name in old and name not in changed:
            continue
        was = next((other for other in free if _equal(old[other], now)), None)
        if was is None or (name in old and _ambiguous(old, name, now)):
            continue
        del free[was]
        moved |= {name, was}
        if name not in old:
            text = f"id is renamed; {shown(was)} of {key} given as {shown(name)}"
        else:
            given = f"{shown(name)} carries the words of {shown(was)} in {key}"
            text = f"id names something else; {given}"
        todo = f"keep {was} for these words: ids are permanent"
        build.fault((now.about, name), f"{now.about} {text}; {todo}")
    return moved


def _ambiguous(old: _All, name: str, now: Named) -> bool:
    """Whether words stood twice before, or another fault says already what is wrong."""
    return (
        old[name].type != now.type
        or sum(_equal(named, now) for named in old.values()) > 1
    )


def _equal(was: Named, now: Named | None) -> bool:
    """Whether two ids have the same words.

    Titles of capabilities are short and may come again for something else: they need
    the same source as well.
    """
    if now is None or not was.words or was.words != now.words:
        return False
    return was.about != "capability" or (bool(was.source) and was.source == now.source)


def _reworded(build: Build, key: str, gone: _All, come: _All) -> None:
    """Add a warning for each new id that has nearly the words of one that is gone."""
    left = dict(gone)
    for name, now in come.items():
        was = next((o for o, named in left.items() if _similar(named, now)), None)
        if was is not None:
            del left[was]
            given = (
                f"{shown(was)} of {key} is gone and {shown(name)} says nearly the same"
            )
            todo = f"keep {was} if it asks the same: ids are permanent"
            text = f"{now.about} id may be renamed; {given}; {todo}"
            build.warn((now.about, name), text)


def _similar(was: Named, now: Named) -> bool:
    """Whether two ids have nearly the same words about the same source."""
    if not was.source or was.source != now.source:
        return False
    match = SequenceMatcher(None, was.words, now.words, autojunk=False)
    # The cheap upper bounds come first: most pairs end there.
    return all(
        ratio() >= SIMILAR
        for ratio in (match.real_quick_ratio, match.quick_ratio, match.ratio)
    )
