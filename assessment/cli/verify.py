"""``sextant verify``: a result against what its own answers lead to."""

from __future__ import annotations

import json
from typing import Any, Final

import click

from assessment.cli.output import echo_json
from assessment.cli.score import pinned
from assessment.files import results
from assessment.files.places import words
from questionnaires.faults import printable
from scoring import engine
from scoring.result import to_json
from scoring.verify import ABSENT, Difference, Verification, verification

SCHEMA: Final = "sextant/verification@1"
_SHOWN: Final = 80
_SCORED: Final = {
    "accepted": "the accepted gaps are not those that were scored",
    "answers": "the answers are not those that were scored",
    "form": "the form, core or full, is not the one that was scored",
    "capacity": "the capacity is not the one that was scored",
    "consensus": "the consensus values are not those that were scored",
    "date": "the date is not the one that was scored",
    "invited": "the numbers of people invited are not those that were scored",
    "mode": "the mode is not the one that was scored",
    "organisation": "the organisation is not the one that was scored",
    "peers": "the peers are not those that were scored",
    "questionnaires": "the questionnaires are not those that were scored",
    "targets": "the targets are not those that were scored",
    "units": "the units are not those that were scored",
    "": "the result does not tell what was scored",
}
_UNKNOWN: Final = "there is a digest of what is never scored"
_TODO: Final = "ask for the result as it was issued, or score its answers again"


@click.command()
@click.argument("file", metavar="RESULT.json")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(file: str, as_json: bool) -> None:
    """Compute everything in a result again, from the answers inside it.

    Needs nothing but the result and the published definitions. Exit status 1, and the
    first node that differs, where anything was changed.
    """
    stored = results.read(file)
    recomputed = to_json(engine.score(stored.data, pinned(stored.data)))
    found = verification(stored.document, recomputed)
    if as_json:
        echo_json(_json(found))
    elif found.first is None:
        click.echo(f"{file}: verified; {found.compared} nodes compared, all the same")
    if found.first is not None:
        click.echo(printable(f"{file}: {_told(found.first, found)}"), err=True)
        raise click.exceptions.Exit(1)


def _told(first: Difference, found: Verification) -> str:
    """Return what differs, what was stored, what was recomputed, and what to do."""
    values = f"{_value(first.stored)} stored; {_value(first.recomputed)} recomputed"
    told = f"{_what(first)}; {values}; "
    if found.follows is not None:
        other = found.follows
        told += (
            f"then {other.where} differs too, {_value(other.stored)} stored, "
            f"{_value(other.recomputed)} recomputed; "
        )
    return told + _TODO


def _what(first: Difference) -> str:
    """Return the node, after what is wrong where it is a cause of other differences."""
    if first.is_definition:
        return f"the definition is not the one that was scored: {first.where}"
    if first.block is None:
        return first.where
    return f"{_SCORED.get(first.block, _UNKNOWN)}: {first.where}"


def _value(value: Any) -> str:
    """Return a value as JSON has it, cut where it is long."""
    if value is ABSENT:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _json(found: Verification) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "verified": found.first is None,
        "compared": found.compared,
        "first_difference": _difference(found.first),
        "follows": _difference(found.follows),
    }


def _difference(difference: Difference | None) -> dict[str, Any] | None:
    """Return a difference as JSON; a side that lacks the node has no key."""
    if difference is None:
        return None
    sides = {"stored": difference.stored, "recomputed": difference.recomputed}
    return {
        "path": words(difference.path),
        "where": difference.where,
        **{side: value for side, value in sides.items() if value is not ABSENT},
    }
