"""``sextant score``: an assessment file to its result, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from assessment import files
from assessment.cli import peers
from assessment.cli.output import echo_json, echo_table, percent, tenths, whole
from questionnaires import loader
from questionnaires.model import Questionnaire
from scoring import engine
from scoring.answers import AssessmentData
from scoring.result import ContinuumResult, Gap, QuestionnaireResult, Result, to_json

TOP_GAPS = 5


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--questionnaire",
    "keys",
    multiple=True,
    metavar="ID[@VERSION]",
    help="A questionnaire that the file does not name; may be repeated.",
)
@peers.release_option
@peers.ignore_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def score(file: str, keys: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Score an assessment file: JSON, YAML, CSV or XLSX."""
    data = files.read(file, keys)
    questionnaires = pinned(data)
    data, among = peers.with_peers(
        data, questionnaires, given["releases"], given["ignore"]
    )
    result = engine.score(data, questionnaires)
    if as_json:
        echo_json(to_json(result))
    else:
        _show(result, questionnaires)
        _show_gaps(result.gaps, questionnaires)
        peers.show_weight(result, among, questionnaires)
        peers.show(result, among, questionnaires)


def pinned(data: AssessmentData) -> dict[str, Questionnaire]:
    """Return the definitions that an assessment pins, by id."""
    keys = [key.partition("@") for key in data.questionnaires]
    return {name: loader.load(name, version) for name, _, version in keys}


def _show(result: Result, questionnaires: Mapping[str, Questionnaire]) -> None:
    name = result.organisation.get("name") or "Assessment"
    mode = "self-declared" if result.mode == "self" else "assessed"
    click.echo(f"{name} ({mode})")
    for found in result.questionnaires:
        questionnaire = questionnaires[found.id]
        click.echo(f"\n{questionnaire.title['en']} ({questionnaire.key})")
        if found.continuum is not None:
            _show_continuum(found, found.continuum)
        else:
            _show_scores(found, questionnaire)


def _show_scores(found: QuestionnaireResult, questionnaire: Questionnaire) -> None:
    overall = found.overall
    level = _level(questionnaire, overall.level)
    click.echo(f"  Overall {whole(overall.score)} of 100{level}, {overall.status}")
    click.echo(
        f"  Claimed {whole(overall.claimed)}, evidenced {whole(overall.evidenced)}, "
        f"coverage {percent(overall.coverage)}"
    )
    titles = {d.id: d.title["en"] for d in questionnaire.dimensions}
    rows = [
        (titles[d.id], whole(d.score), percent(d.coverage), d.status)
        for d in found.dimensions
    ]
    echo_table([("DIMENSION", "SCORE", "COVERAGE", "STATUS"), *rows], "  ")


def _level(questionnaire: Questionnaire, level: int | None) -> str:
    if level is None:
        return ""
    if level < len(questionnaire.levels):
        return f", level {level} {questionnaire.levels[level].title['en']}"
    return f", level {level}"


def _show_continuum(found: QuestionnaireResult, continuum: ContinuumResult) -> None:
    position, target = continuum.position, continuum.target
    coverage = percent(found.overall.coverage)
    if position is None:
        click.echo(f"  No common position; coverage {coverage}")
    else:
        label = position.label.replace("-", " ")
        click.echo(
            f"  Position {tenths(position.value, 2)}, {label}, {position.status}; "
            f"coverage {coverage}"
        )
    if target is None:
        click.echo("  No target: the target profile is not answered in full")
    else:
        low, high = target.band
        click.echo(
            f"  Target band {tenths(low)} to {tenths(high)}: "
            f"{target.state.replace('-', ' ')}"
        )
    for question in continuum.blocking:
        click.echo(f"  Blocking: {question}")


def _show_gaps(
    gaps: tuple[Gap, ...], questionnaires: Mapping[str, Questionnaire]
) -> None:
    if not gaps:
        return
    click.echo("\nLargest gaps")
    titles = {
        capability.id: capability.title["en"]
        for questionnaire in questionnaires.values()
        for dimension in questionnaire.dimensions
        for capability in dimension.capabilities
    }
    rows = [
        (str(g.rank), titles[g.id], f"{whole(g.score)} of {whole(g.target)}", *factor)
        for g, factor in zip(gaps, peers.factors(gaps), strict=True)
    ]
    echo_table(rows[:TOP_GAPS], "  ")
