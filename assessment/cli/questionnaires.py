"""``sextant questionnaires``: list, show, check and ask definitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from assessment.cli.output import echo_json, echo_table
from assessment.guides.model import (
    AUDIENCES,
    EVERYBODY,
    EVIDENCE,
    INTERVIEW,
    Wanted,
    build,
)
from questionnaires import checks, lint_terms, loader, show
from questionnaires.model import LANGUAGES, Questionnaire


@click.group()
def questionnaires() -> None:
    """Show and check questionnaires, and write forms to answer them."""


@questionnaires.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_(as_json: bool) -> None:
    """List the published questionnaires."""
    found = [find(key) for key in loader.published()]
    if as_json:
        echo_json([_summary(questionnaire) for questionnaire in found])
        return
    rows = [("ID", "VERSION", "QUESTIONS", "MINUTES", "TITLE")]
    rows += [
        (q.id, q.version, str(len(q.by_id)), _minutes(q), q.title["en"]) for q in found
    ]
    echo_table(rows)


def find(key: str) -> Questionnaire:
    """Return the questionnaire ``ID`` or ``ID@VERSION``.

    Raises:
        UnknownQuestionnaireError: If it is not published.
    """
    questionnaire_id, _, version = key.partition("@")
    return loader.load(questionnaire_id, version or None)


def _summary(questionnaire: Questionnaire) -> dict[str, object]:
    return {
        "id": questionnaire.id,
        "version": questionnaire.version,
        "title": dict(questionnaire.title),
        "questions": len(questionnaire.by_id),
        "minutes": dict(questionnaire.minutes),
    }


def _minutes(questionnaire: Questionnaire) -> str:
    minutes = questionnaire.minutes
    return f"{minutes['core']} to {minutes['full']}"


@questionnaires.command("show")
@click.argument("key", metavar="ID[@VERSION]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
def show_(key: str, as_json: bool, lang: str) -> None:
    """Show one questionnaire with its questions."""
    questionnaire = find(key)
    if as_json:
        echo_json(show.to_json(questionnaire))
        return
    click.echo(f"{questionnaire.title[lang]} ({questionnaire.key})")
    click.echo(questionnaire.summary[lang])
    for dimension in questionnaire.dimensions:
        click.echo(f"\n{dimension.title[lang]}")
        for capability in dimension.capabilities:
            click.echo(f"  {capability.title[lang]}")
            for question in capability.questions:
                click.echo(f"    {question.id} [{question.type}, {question.source}]")
                click.echo(f"      {question.text[lang]}")


@questionnaires.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--terms", is_flag=True, help="Hold the words to the glossary as well.")
def check(paths: tuple[str, ...], terms: bool) -> None:
    """Check definitions: a folder of one, or a file of one."""
    found = [str(fault) for path in paths for fault in checks.check(Path(path))]
    if terms:
        found += [
            f"{file}: {misuse}"
            for path in paths
            for file, misuse in lint_terms.warnings(path)
        ]
    for line in found:
        click.echo(line, err=True)
    if found:
        raise click.exceptions.Exit(1)
    for path in paths:
        click.echo(f"{path}: no faults")


@questionnaires.command("form")
@click.argument("key", metavar="ID[@VERSION]")
@click.option("-o", "--output", "out", required=True, metavar="FILE.xlsx")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--core", is_flag=True, help="Ask only the core questions.")
def form_(key: str, out: str, lang: str, core: bool) -> None:
    """Write an Excel form to answer offline, which score and report accept."""
    if Path(out).suffix.lower() != ".xlsx":
        given = Path(out).suffix or "no ending"
        raise click.UsageError(
            f"a form is an Excel file; {out} has {given}; write FILE.xlsx"
        )
    # Imported here: what makes the workbook is slow to load, and only needed here.
    from assessment.files.writing import write
    from assessment.offline import form

    write(Path(out), form(find(key), lang, core))
    click.echo(out)


_GUIDED: Final = (
    click.argument("keys", nargs=-1, required=True, metavar="ID[@VERSION]..."),
    click.option("-o", "--output", "out", required=True, metavar="FILE"),
    click.option("--role", type=click.Choice(AUDIENCES), default=EVERYBODY),
    click.option(
        "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True
    ),
    click.option("--core", is_flag=True, help="Only the core questions."),
)


def _guided(command: Callable[..., None]) -> Callable[..., None]:
    for add in reversed(_GUIDED):
        command = add(command)
    return command


@questionnaires.command("guide")
@_guided
def guide_(keys: tuple[str, ...], out: str, **chosen: Any) -> None:
    """Write an interview guide for a role: HTML or DOCX, from FILE's ending."""
    _write_guide(INTERVIEW, keys, out, chosen)


@questionnaires.command("evidence")
@_guided
def evidence_(keys: tuple[str, ...], out: str, **chosen: Any) -> None:
    """Write the list of evidence to ask a role for: HTML or DOCX."""
    _write_guide(EVIDENCE, keys, out, chosen)


def _write_guide(
    kind: str, keys: tuple[str, ...], out: str, chosen: Mapping[str, Any]
) -> None:
    # Imported here: what makes documents is slow to load, and only needed here.
    from assessment.files.writing import write
    from assessment.guides import written

    ending = Path(out).suffix.lower().removeprefix(".")
    if ending not in written.FORMATS:
        known = " or ".join(written.FORMATS)
        given = f"{out} ends with {ending}" if ending else f"{out} has no ending"
        raise click.UsageError(f"the format is not known; {given}; write {known}")
    form = "core" if chosen["core"] else "full"
    wanted = Wanted(kind, chosen["role"], chosen["lang"], form)
    made = build([find(key) for key in keys], wanted)
    write(Path(out), written.FORMATS[ending](made))
    click.echo(out)
