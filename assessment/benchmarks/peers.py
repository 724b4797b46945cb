"""The peers of a stored assessment: the newest release of each questionnaire."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session

from assessment.benchmarks.among import (
    Among,
    AmongAll,
    Issuer,
    Source,
    place_of,
    weighed,
)
from assessment.benchmarks.membership import is_member
from assessment.benchmarks.models import BenchmarkRelease, ReleaseCell
from assessment.benchmarks.regions import grid
from assessment.db import utcnow
from assessment.engagements.data import profile
from assessment.engagements.models import Assessment
from questionnaires import loader
from scoring.answers import AssessmentData
from scoring.comparison import ladder
from scoring.grid import Cell, Place

HEAD: Final = (
    BenchmarkRelease.id, BenchmarkRelease.name, BenchmarkRelease.date,
    BenchmarkRelease.questionnaire, BenchmarkRelease.version,
    BenchmarkRelease.imported, BenchmarkRelease.issuer,
)  # fmt: skip
"""What is to be known of a release besides its cells."""

Published = dict[tuple[Cell, str], Mapping[str, Any]]


def peers_of(session: Session, assessment: Assessment, today: dt.date) -> AmongAll:
    """Return an assessment's peers by questionnaire; none where there is no release.

    Of each questionnaire in its version the newest release counts whose date is not in
    the future. Two statements, one where there is no release; only the cells on the
    organisation's own ladder are read.
    """
    heads = _newest(session, assessment, today)
    if not heads:
        return {}
    place = place_of(profile(assessment.organisation))
    cells = _cells(session, [head.id for head in heads], place)
    return {
        head.questionnaire: Among(source(head), cells.get(head.id, {}), head.member)
        for head in heads
    }


def weigh(
    session: Session, assessment: Assessment, data: AssessmentData
) -> AssessmentData:
    """Return an assessment's data with the peers of today's newest releases."""
    definitions = {
        key.partition("@")[0]: loader.load(*key.split("@"))
        for key in assessment.questionnaires
    }
    return weighed(data, peers_of(session, assessment, utcnow().date()), definitions)


def _newest(session: Session, assessment: Assessment, today: dt.date) -> list[Row[Any]]:
    keys = [key.split("@") for key in assessment.questionnaires]
    wanted = or_(
        *(
            and_(BenchmarkRelease.questionnaire == name, BenchmarkRelease.version == of)
            for name, of in keys
        )
    )
    rows = session.execute(
        select(*HEAD, is_member(assessment.organisation).label("member"))
        .where(wanted, BenchmarkRelease.date <= today)
        .order_by(BenchmarkRelease.date, BenchmarkRelease.id)
    )
    newest: dict[str, Any] = {row.questionnaire: row for row in rows}
    return list(newest.values())


def source(head: Row[Any]) -> Source:
    """Return which release a row of ``HEAD`` is of, and who answers for it."""
    issuer = Issuer.OWN
    if head.imported:
        issuer = Issuer.SIGNED if head.issuer else Issuer.UNSIGNED
    return Source(
        head.name, head.date, head.questionnaire, head.version, issuer, head.issuer
    )


def _cells(
    session: Session, releases: Iterable[int], place: Place
) -> dict[int, Published]:
    """Return the published cells on a place's ladder by release, in one statement."""
    rungs = {cell for _, cell, _ in ladder(place, grid()) if cell is not None}
    rows = session.execute(
        select(ReleaseCell).where(
            ReleaseCell.release_id.in_(releases),
            ReleaseCell.industry.in_({cell.industry or "" for cell in rungs}),
            ReleaseCell.region.in_({cell.region or "" for cell in rungs}),
            ReleaseCell.size == "",
        )
    )
    found: dict[int, Published] = {}
    for row in rows.scalars():
        cell = Cell(row.industry or None, row.region or None, None)
        held = found.setdefault(row.release_id, {})
        held[cell, row.dimension] = json.loads(row.document)
    return found
