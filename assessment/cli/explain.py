"""``sextant explain``: how one number of an assessment came about."""

from __future__ import annotations

import click

from assessment import files
from assessment.cli.output import echo_json, echo_table
from assessment.cli.score import pinned
from questionnaires.model import Questionnaire
from scoring import engine
from scoring.errors import ScoringError
from scoring.explain import explain as trace_of
from scoring.result import to_json
from scoring.trace import Trace, figure

SCHEMA = "sextant/explanation@1"


@click.command()
@click.argument("file", metavar="FILE")
@click.argument("node", metavar="NODE")
@click.option(
    "--questionnaire",
    "key",
    metavar="ID",
    help="The questionnaire that the node belongs to, where several are answered.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def explain(file: str, node: str, key: str | None, as_json: bool) -> None:
    """Explain one number of an assessment file.

    NODE is overall, position, target, or the id of a dimension, capability or question.
    """
    data = files.read(file, ())
    questionnaires = pinned(data)
    result = engine.score(data, questionnaires)
    definition = _definition(questionnaires, node, key)
    trace = trace_of(data, result, definition, node)
    if as_json:
        echo_json({"schema": SCHEMA, **to_json(trace)})
    else:
        _show(trace)


def _definition(
    questionnaires: dict[str, Questionnaire], node: str, key: str | None
) -> Questionnaire:
    """Return the definition that holds a node, or the first that could."""
    if key is not None:
        name = key.partition("@")[0]
        if name not in questionnaires:
            raise ScoringError(
                f"{key} is not answered in the file; name one of "
                f"{', '.join(questionnaires)}"
            )
        return questionnaires[name]
    holding = [q for q in questionnaires.values() if _holds(q, node)]
    return (holding or list(questionnaires.values()))[0]


def _holds(definition: Questionnaire, node: str) -> bool:
    if node in ("position", "target"):
        return definition.kind == "continuum"
    if node == "overall":
        return definition.kind != "continuum"
    names = {c.id for d in definition.dimensions for c in d.capabilities}
    return node in names | definition.by_id.keys() | definition.dimension_by_id.keys()


def _show(trace: Trace) -> None:
    value = "no score" if trace.value is None else figure(trace.value)
    click.echo(f"{trace.questionnaire}: {trace.node} = {value} ({trace.rule})")
    if trace.formula:
        click.echo(f"  {trace.formula}")
    if trace.terms:
        rows = [("WHAT WENT IN", "VALUE", "WEIGHT", "ADDS")]
        rows += [
            (
                term.id,
                "–" if term.value is None else figure(term.value),
                figure(term.weight),
                figure(term.adds),
            )
            for term in trace.terms
        ]
        echo_table(rows)
    for out in trace.left_out:
        click.echo(f"  left out: {out.id} ({out.why})")
    for step in trace.steps:
        click.echo(f"  {step.name}: {step.formula} → {figure(step.value)}")
    for one in trace.given:
        carried = f"{figure(one.claimed)}, {one.evidence}: {figure(one.evidenced)}"
        click.echo(f"  {one.respondent} ({one.role}): {carried}")
