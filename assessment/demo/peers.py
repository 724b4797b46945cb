"""The demonstration's peers: releases of the generated pool, in the database."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assessment.benchmarks import archives, document, services
from assessment.benchmarks.among import Among, AmongAll, Issuer, Source
from assessment.benchmarks.build import Order
from assessment.benchmarks.models import SYNTHETIC, BenchmarkRelease
from assessment.demo import pool
from assessment.demo.load import ACTOR

QUARTERS: Final = {"2026-Q2": dt.date(2026, 6, 30), "2026-Q3": dt.date(2026, 9, 30)}
QUESTIONNAIRES: Final = ("capability-model", "continuum")


def load(session: Session) -> None:
    """Store the generated pool and its releases; what is there already stays."""
    if session.scalar(_release(QUESTIONNAIRES[0], max(QUARTERS))) is not None:
        return
    archives.import_pool(session, ACTOR, pool.records(), SYNTHETIC)
    for quarter, day in QUARTERS.items():
        for questionnaire in QUESTIONNAIRES:
            wish = Order(_name(questionnaire, quarter), day, questionnaire, "1.0")
            services.build_release(session, ACTOR, wish)


def among(session: Session) -> AmongAll:
    """Return the peers of the latest quarter, by questionnaire."""
    found = {}
    for questionnaire in QUESTIONNAIRES:
        row = session.scalars(_release(questionnaire, max(QUARTERS))).one()
        told = document.read(row.document.encode(), row.name)
        source = Source(
            told.id, told.date, told.questionnaire, "1.0", Issuer.OWN,
            synthetic=told.is_synthetic,
        )  # fmt: skip
        found[questionnaire] = Among(source, told.found)
    return found


def _name(questionnaire: str, quarter: str) -> str:
    return f"{questionnaire}-{quarter}-{SYNTHETIC}"


def _release(questionnaire: str, quarter: str) -> Select[BenchmarkRelease]:
    name = _name(questionnaire, quarter)
    return select(BenchmarkRelease).where(BenchmarkRelease.name == name)
