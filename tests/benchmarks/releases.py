"""Small releases for the tests, with numbers that are easy to recognise."""

from __future__ import annotations

import datetime as dt
import json

from assessment.benchmarks.document import Document
from assessment.benchmarks.models import BenchmarkRelease, ReleaseCell
from scoring.release import METHOD, points


def cell(dimension, n, *, place=("K64", "ZA", None), top=60, mean=48):
    """A cell as a release tells n groups; its upper quartile is ``top``."""
    scale = 0.05 if dimension in ("position", "target") else 1
    low, middle, high = top - 20, top - 10, top
    shares = points(n)
    return {
        "industry": place[0],
        "region": place[1],
        "size": place[2],
        "dimension": dimension,
        "n": n,
        "mean": round(mean * scale, 1),
        "quartiles": [round(each * scale, 1) for each in (low, middle, high)]
        if n >= METHOD.quartiles
        else None,
        "percentiles": [[p, round((middle - 25 + p // 2) * scale, 1)] for p in shares]
        or None,
        "histogram": None,
    }


def release(cells, *, name="", questionnaire="capability-model", day="2026-09-30"):
    """An unsigned release of these cells."""
    return Document(
        id=name or f"{questionnaire}-{day}",
        date=dt.date.fromisoformat(day),
        questionnaire=questionnaire,
        version="1.0",
        thresholds=METHOD.plain(),
        cells=tuple(cells),
    )


def store(session, document, *, imported=False, issuer=None):
    """Keep a release with its cells, as the application does."""
    row = BenchmarkRelease(
        name=document.id,
        date=document.date,
        questionnaire=document.questionnaire,
        version=document.version,
        document=document.text(),
        imported=imported,
        issuer=issuer,
        synthetic=document.is_synthetic,
    )
    session.add(row)
    session.flush()
    session.add_all(
        ReleaseCell(
            release_id=row.id,
            industry=each["industry"] or "",
            region=each["region"] or "",
            size=each["size"] or "",
            dimension=each["dimension"],
            document=json.dumps(each),
        )
        for each in document.cells
    )
    session.commit()
    return row
