"""The assessment before another one, for commands: a file as well."""

from __future__ import annotations

from collections.abc import Sequence

import click

from assessment import files
from assessment.cli.score import pinned
from assessment.files.errors import FileRefusedError
from scoring import engine
from scoring.result import Result

Dated = tuple[str, str | None]
"""A file and the ISO date of its assessment."""

before_option = click.option(
    "--before",
    "earlier",
    metavar="EARLIER",
    help="The assessment file of last time, to compare with.",
)


def result_before(
    earlier: str | None, keys: Sequence[str], file: str, now: Result
) -> Result | None:
    """Return the result of an earlier assessment file; ``None`` where none is given.

    It is scored with its own questionnaires.

    Args:
        earlier: The path of the earlier file.
        keys: The questionnaires that it does not name.
        file: The path of the file that it is compared with.
        now: What that file came to.

    Raises:
        FileRefusedError: If a date is missing, the file is not of an earlier day, or
            the two have no questionnaire in common.
    """
    if earlier is None:
        return None
    data = files.read(earlier, keys)
    _require_earlier((earlier, data.date), (file, now.date))
    before = engine.score(data, pinned(data))
    if not any(now.of(part.id) for part in before.questionnaires):
        fault = f"no questionnaire in common with {file}; nothing to compare"
        raise FileRefusedError([f"{earlier}: {fault}"])
    return before


def _require_earlier(earlier: Dated, now: Dated) -> None:
    """Refuse what is undated, or of no earlier day."""
    for path, day in (now, earlier):
        if day is None:
            fault = "to compare two assessments, each bears a date; add one"
            raise FileRefusedError([f"{path}: {fault}"])
    if str(earlier[1]) >= str(now[1]):
        fault = f"dated {earlier[1]}, not before {now[0]}, dated {now[1]}"
        raise FileRefusedError([f"{earlier[0]}: {fault}; give an earlier assessment"])
