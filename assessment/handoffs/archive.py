"""The report as an archive file: with the result and the answers that it came from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from assessment.handoffs.data import csv_file, json_file
from assessment.handoffs.material import Material
from assessment.handoffs.words import word

if TYPE_CHECKING:
    from assessment.reports.pdf_archive import Archive


def archive(material: Material) -> Archive:
    """Return what lies in a report's archive file.

    ``result.json`` can be verified and ``answers.csv`` scored again by themselves.

    Raises:
        ValueError: If the assessment has no date, which the files would bear.
    """
    from assessment.reports.pdf_archive import Archive, Attached

    result, language = material.result, material.report.language
    if result.date is None:
        raise ValueError("an archive file bears the assessment's date, and it has none")
    held = (
        Attached(
            "result.json", json_file(result), word("in_result", language), "Source"
        ),
        Attached("answers.csv", csv_file(result), word("in_answers", language)),
    )
    return Archive(held, dt.date.fromisoformat(result.date))
