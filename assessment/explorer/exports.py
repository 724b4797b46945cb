"""The page of peers as CSV and JSON, from the very value that the page shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

from assessment.benchmarks.among import Among
from assessment.benchmarks.comparing import to_json
from assessment.explorer.model import Chosen, Line, Own, Peers, Told
from assessment.files.guarded import guard

SCHEMA: Final = "sextant/peers@1"
COLUMNS: Final = (
    "questionnaire", "release", "date", "industry", "region", "rung", "dimension",
    "score", "n", "mean", "lower_quartile", "median", "upper_quartile", "histogram",
    "percentile", "interval_low", "interval_high", "quartile", "distinguishable",
    "synthetic",
)  # fmt: skip


def plain(peers: Peers) -> dict[str, Any]:
    """Return it as JSON has it; ``comparison`` is that of contract 6."""
    among = peers.release
    return {
        "schema": SCHEMA,
        "questionnaire": peers.subject.key,
        "release": _release(among) if among else None,
        "comparison": to_json(among.source, peers.standings) if among else None,
        "cohorts": [_cohort(each, peers.dimension) for each in peers.chosen],
        "own": [_own(each) for each in (peers.subject.now, *peers.subject.earlier)],
        "units": [_own(each) for each in peers.subject.units],
    }


def _release(among: Among) -> dict[str, Any]:
    source = among.source
    return {
        "id": source.id,
        "date": source.date.isoformat(),
        "issuer": source.issuer.value,
        "fingerprint": source.fingerprint,
        "synthetic": source.is_synthetic,
        "member": among.is_member,
    }


def _cohort(chosen: Chosen, dimension: str) -> dict[str, Any]:
    return {
        "cell": _cell(chosen),
        "rung": chosen.cohort.rung,
        "dimensions": [_line(each) for each in chosen.lines],
        "history": {
            "dimension": dimension,
            "releases": [
                {"release": each.release, "date": each.date.isoformat()}
                | _told(each.told)
                for each in chosen.history
            ],
        },
    }


def _cell(chosen: Chosen) -> dict[str, str | None]:
    cell = chosen.cohort.cell
    return {"industry": cell.industry, "region": cell.region}


def _line(line: Line) -> dict[str, Any]:
    standing = line.standing
    interval = standing.interval if standing else None
    return {
        "dimension": line.dimension,
        "score": line.own,
        **_told(line.told),
        "percentile": standing.percentile if standing else None,
        "interval": list(interval) if interval else None,
        "quartile": standing.quartile if standing else None,
        "distinguishable": standing.distinguishable if standing else None,
    }


def _told(told: Told | None) -> dict[str, Any]:
    if told is None:
        return dict.fromkeys(("n", "mean", "quartiles", "histogram"))
    bars = [
        {"from": low, "to": high, "n": count} for low, high, count in told.histogram
    ]
    quartiles = list(told.quartiles) if told.quartiles else None
    return {"n": told.n, "mean": told.mean, "quartiles": quartiles,
            "histogram": bars or None}  # fmt: skip


def _own(own: Own) -> dict[str, Any]:
    day = own.date.isoformat() if own.date else None
    return {"name": own.name, "date": day, "scores": dict(own.scores)}


def csv_text(peers: Peers) -> str:
    """Return one row for each cohort and dimension, and for each earlier release."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(peers):
        writer.writerow({key: _safe(value) for key, value in row.items()})
    return out.getvalue()


def _rows(peers: Peers) -> Iterator[dict[str, Any]]:
    if peers.release is None:
        return
    source = peers.release.source
    for chosen in peers.chosen:
        about = {"questionnaire": peers.subject.key, **_cell(chosen),
                 "rung": chosen.cohort.rung,
                 # Earlier releases are shown where they are of the same kind alone.
                 "synthetic": source.is_synthetic}  # fmt: skip
        for line in chosen.lines:
            row = {"release": source.id, "date": source.date.isoformat()}
            yield about | row | _flat(_line(line))
        for moment in chosen.history[:-1]:
            row = {"release": moment.release, "date": moment.date.isoformat()}
            told = _flat({"dimension": peers.dimension, **_told(moment.told)})
            yield about | row | told


def _flat(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line with lists spread over columns."""
    quartiles = line.pop("quartiles") or (None,) * 3
    low, high = line.pop("interval", None) or (None, None)
    bars = line.pop("histogram") or ()
    names = ("lower_quartile", "median", "upper_quartile")
    found = line | dict(zip(names, quartiles, strict=True))
    found["histogram"] = "; ".join(f"{b['from']}-{b['to']}: {b['n']}" for b in bars)
    return found | {"interval_low": low, "interval_high": high}


def _safe(value: Any) -> Any:
    """Return a cell that no spreadsheet computes: imported releases bring names."""
    return guard(value) if isinstance(value, str) else value
