"""The assessment before another one, for commands: a file as well."""

from __future__ import annotations

from collections.abc import Sequence

import click

from assessment import files
from assessment.cli.score import pinned
from assessment.files.errors import FileRefusedError
from scoring import engine
from scoring.result import Result

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
    for path, day in ((file, now.date), (earlier, data.date)):
        if day is None:
            raise FileRefusedError(
                [f"{path}: to compare two, each bears a date; add one"]
            )
    if str(data.date) >= str(now.date):
        raise FileRefusedError(
            [
                f"{earlier}: dated {data.date}, not before {file}, dated {now.date}; "
                "give an earlier assessment"
            ]
        )
    before = engine.score(data, pinned(data))
    if not any(now.of(part.id) for part in before.questionnaires):
        raise FileRefusedError(
            [f"{earlier}: no questionnaire in common with {file}; nothing to compare"]
        )
    return before
