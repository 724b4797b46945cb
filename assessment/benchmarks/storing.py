"""Releases in the database: stored once, with their cells to be found by place."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from assessment.benchmarks.document import Document, cell_of
from assessment.benchmarks.models import BenchmarkRelease, ReleaseCell
from assessment.db import table
from scoring.grid import Cell

_CHUNK: Final = 5_000


class FrozenError(ValueError):
    """A release of this name exists: what is published is never changed."""


def store(
    session: Session,
    document: Document,
    *,
    name: str | None = None,
    imported: bool = False,
    issuer: str | None = None,
) -> BenchmarkRelease:
    """Store a release with its cells; the caller commits.

    ``name`` is what it is called here, by default its own id; ``issuer`` is the
    fingerprint of who signed an ``imported`` one, ``None`` where nobody did.

    Raises:
        FrozenError: If a release of this name is stored already, the same or another.
    """
    name = name or document.id
    if session.scalar(select(func.count()).where(BenchmarkRelease.name == name)):
        raise FrozenError(name)
    row = BenchmarkRelease(
        name=name, date=document.date, questionnaire=document.questionnaire,
        version=document.version, document=document.text(), imported=imported,
        issuer=issuer, synthetic=document.is_synthetic,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _store_cells(session, row.id, document)
    return row


def _store_cells(session: Session, release_id: int, document: Document) -> None:
    cells = [
        _key(cell_of(each))
        | {
            "release_id": release_id,
            "dimension": each["dimension"],
            "document": json.dumps(each, ensure_ascii=False),
        }
        for each in document.cells
    ]
    for start in range(0, len(cells), _CHUNK):
        session.execute(insert(table(ReleaseCell)), cells[start : start + _CHUNK])


def _key(cell: Cell) -> dict[str, str]:
    return {name: value or "" for name, value in cell._asdict().items()}
