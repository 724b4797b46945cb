"""An assessment as plain data, which loads back equal."""

from __future__ import annotations

from typing import Any

from assessment.files.build import SCHEMA
from scoring.answers import AssessmentData
from scoring.result import to_json as plain


def to_json(data: AssessmentData) -> dict[str, Any]:
    """Return the assessment as the JSON of an assessment file, every key present.

    Peers come from a release, never from an assessment file, and are left out.
    """
    found: dict[str, Any] = {"schema": SCHEMA}
    found.update(plain(data))
    del found["peers"]
    return found
