"""A release from files: a pool, and the release and pool before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assessment.benchmarks import (
    checking,
    document,
    loading,
    pool_csv,
    retracing,
    snapshot,
)
from assessment.benchmarks.build import Order, Previous
from assessment.benchmarks.build import build as build_release
from assessment.benchmarks.document import Document
from assessment.benchmarks.pool_csv import GivenRecord
from assessment.benchmarks.regions import grid
from assessment.benchmarks.signing import refuse_tampered, signed
from assessment.benchmarks.snapshot import Scope
from assessment.files.errors import FileRefusedError
from assessment.files.sources import read_bytes
from scoring.release import METHOD, Thresholds

_MOST: Final = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Files:
    """What ``benchmark build`` is given; ``None`` where nothing was."""

    pool: str
    name: str | None = None
    day: dt.date | None = None
    previous: str | None = None
    previous_pool: str | None = None
    questionnaire: str | None = None
    key: str | None = None


def build(given: Files) -> Document:
    """Return the release of a pool file.

    Raises:
        FileRefusedError: If a file is refused, or they do not fit together.
    """
    before = _previous(given)
    records = pool_csv.read(_bytes(given.pool), given.pool)
    key = _chosen(given, records)
    records = [each for each in records if each.key == key]
    day = given.day or max(each.date for each in records)
    if before:
        _follow(before, given.previous, key, day)
    made = _built(given, records, _scope(key, day), before)
    return signed(made, given.key) if given.key else made


def _scope(key: str, day: dt.date) -> Scope:
    questionnaire, _, version = key.partition("@")
    return Scope(questionnaire, version, day, METHOD)


def _bytes(path: str) -> bytes:
    return read_bytes(Path(path), _MOST)


def _previous(given: Files) -> Document | None:
    if (given.previous is None) != (given.previous_pool is None):
        raise FileRefusedError(
            [
                f"{given.previous or given.previous_pool}:1: only one of two given; a"
                " release and the pool it was built from belong together; give both"
            ]
        )
    if given.previous is None:
        return None
    before = document.read(_bytes(given.previous), given.previous)
    refuse_tampered(before, given.previous)
    checking.refuse_faulty(before, given.previous)
    return before


def _follow(before: Document, path: str | None, key: str, day: dt.date) -> None:
    """Refuse a release that the new one cannot follow."""
    if before.key != key:
        raise FileRefusedError(
            [
                f"{path}:1: another questionnaire; {before.key} given;"
                f" give a release of {key}"
            ]
        )
    if day <= before.date:
        raise FileRefusedError(
            [
                f"{path}:1: not earlier; {before.date} given;"
                f" give a release from before {day}"
            ]
        )


def _chosen(given: Files, records: Sequence[GivenRecord]) -> str:
    """Return the key of the questionnaire that the release is of."""
    keys = sorted({each.key for each in records})
    wanted = given.questionnaire
    found = [
        key for key in keys if wanted is None or wanted in (key, key.partition("@")[0])
    ]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(keys) or "no rows"
    todo = "name one of them with --questionnaire" if keys else "give rows"
    raise FileRefusedError(
        [f"{given.pool}:1: not one questionnaire; {listed} given; {todo}"]
    )


def _built(
    given: Files, records: list[GivenRecord], scope: Scope, before: Document | None
) -> Document:
    name = given.name or f"{scope.questionnaire}-{scope.date.isoformat()}"
    if not checking.NAME.fullmatch(name):
        raise FileRefusedError(
            [f"{given.pool}:1: not an id; {name!r} given; use letters, digits, . _ -"]
        )
    if before and name in (before.id, *before.since):
        raise FileRefusedError(
            [
                f"{given.previous}:1: an id is given once; {name} given;"
                " give the new release another with --id"
            ]
        )
    with loading.database() as connection:
        loader = loading.Loader(connection, given.pool)
        previous = _stored(given, loader, scope, before) if before else None
        loader.store(records)
        if before:
            loading.mark_used(loader, before)
        wish = Order(
            name, scope.date, scope.questionnaire, scope.version, previous=previous
        )
        return build_release(connection, wish, grid())


def _stored(
    given: Files, loader: loading.Loader, scope: Scope, before: Document
) -> Previous:
    """Store the previous pool, and who took part in the previous release.

    Raises:
        FileRefusedError: If the release was not built from this pool.
    """
    path = str(given.previous_pool)
    old = pool_csv.read(_bytes(path), path)
    key = f"{scope.questionnaire}@{scope.version}"
    loader.store([each for each in old if each.key == key])
    # They were checked when the release was read.
    limits = Thresholds(**before.thresholds)
    row = loading.remember(loader.connection, before, limits, grid())
    retracing.refuse_another_pool(loader.connection, before, path)
    snapshot.drop(loader.connection)
    return Previous(before, row)
