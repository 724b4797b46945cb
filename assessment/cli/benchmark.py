"""``sextant benchmark``: releases from a pool, and comparison with one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from assessment import files
from assessment.cli import peers
from assessment.cli.output import echo_json, echo_table, whole
from assessment.cli.score import pinned
from assessment.files.errors import FileRefusedError
from assessment.files.sources import read_bytes
from assessment.files.writing import write
from scoring.comparison import Standing

_MOST: Final = 512 * 1024 * 1024


@click.group()
def benchmark() -> None:
    """Build benchmark releases, and compare with them."""


@benchmark.command()
@click.argument("pool", metavar="POOL.csv")
@click.option("-o", "--output", "out", required=True, metavar="RELEASE.json")
@click.option("--id", "name", metavar="ID", help="By default QUESTIONNAIRE-DATE.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="D",
    help="By default the pool's latest date.",
)
@click.option("--previous", metavar="RELEASE.json", help="The release before.")
@click.option("--previous-pool", metavar="POOL.csv", help="The pool it was built from.")
@click.option(
    "--questionnaire",
    metavar="ID[@VERSION]",
    help="Which one, where the pool holds several.",
)
@click.option(
    "--key", metavar="FILE", help="An Ed25519 private key (PEM) to sign with."
)
def build(**given: Any) -> None:
    """Build a release from a pool: one row an organisation, dimension and date."""
    from assessment.benchmarks import filing

    day: dt.datetime | None = given.pop("day")
    document = filing.build(filing.Files(**_named(given), day=day and day.date()))
    write(Path(given["out"]), document.text().encode())
    click.echo(given["out"])


def _named(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key != "out"}


@benchmark.command()
@click.argument("file", metavar="FILE")
@click.option("--release", required=True, metavar="RELEASE.json")
@click.option("--member", is_flag=True, help="The organisation is inside the release.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def compare(file: str, release: str, member: bool, as_json: bool) -> None:
    """Show where an assessment stands among its peers."""
    from assessment.benchmarks import checking, comparing, document, given, signing
    from scoring import engine

    made = document.read(read_bytes(Path(release), _MOST), release)
    signing.refuse_tampered(made, release)
    checking.refuse_faulty(made, release)
    data = files.read(file)
    key = f"{made.questionnaire}@{made.version}"
    if key not in data.questionnaires:
        others = ", ".join(data.questionnaires)
        todo = f"{others} given; compare an assessment of {key}"
        raise FileRefusedError([f"{file}:1: not in the release; {todo}"])
    questionnaires = pinned(data)
    result = engine.score(data, questionnaires)
    among = given.among(made, member)
    found = among.standings(result)
    if as_json:
        echo_json(comparing.to_json(made, found))
        return
    _show(found)
    peers.show(result, {made.questionnaire: among}, questionnaires)


def _show(found: Iterable[Standing]) -> None:
    rows = [("DIMENSION", "SCORE", "PEERS", "PERCENTILE", "QUARTILE")]
    for each in found:
        others = "none" if each.n is None else f"{each.n}, rung {each.rung}"
        rows.append(
            (
                each.dimension,
                whole(each.score),
                others,
                _percentile(each),
                whole(each.quartile),
            )
        )
    echo_table(rows)


def _percentile(standing: Standing) -> str:
    from assessment.benchmarks.sentences import tells_percentile

    # The sentences below the table say that so few tell a quarter alone.
    given = standing.percentile if tells_percentile(standing) else None
    return given if isinstance(given, str) else whole(given)


@benchmark.command()
def quarter() -> None:
    """Build the releases of the last full quarter that are not there yet.

    Run it as often as you like, for instance every night: what is there stays.
    """
    from assessment import create_app, db
    from assessment.benchmarks import quarters, services

    app = create_app()
    with app.app_context():
        house, today = services.house(app.config), db.utcnow().date()
        for each in quarters.build_missing(db.session(), house, today):
            done = f"built {each.release}" if each.release else _WHY[str(each.why)]
            click.echo(f"{each.key}: {done}")


# What quarters say where they build nothing (assessment.benchmarks.services).
_WHY: Final = {
    "name-taken": "there already",
    "not-later": "nothing built; a later release is there already",
    "too-few": "nothing built; too few company groups in the pool",
}
