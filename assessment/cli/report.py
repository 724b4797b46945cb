"""``sextant report``: an assessment file to its report, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from assessment import files, handoffs
from assessment.cli import brands, peers, previous
from assessment.cli.score import pinned
from assessment.files.errors import FileRefusedError
from assessment.files.writing import write
from assessment.handoffs import FORMATS, Material
from questionnaires.model import LANGUAGES
from scoring import engine
from scoring.result import Result


@click.command()
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", "out", required=True, metavar="OUT")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--format",
    "wanted",
    metavar="FORMAT",
    help=f"{', '.join(FORMATS)}; from OUT's ending where not given.",
)
@click.option("--summary", is_flag=True, help="Two pages instead of the whole report.")
@click.option("--archive", is_flag=True, help="PDF/A-3a, result and answers inside.")
@click.option(
    "--questionnaire",
    "keys",
    multiple=True,
    metavar="ID[@VERSION]",
    help="A questionnaire that the file does not name; may be repeated.",
)
@click.option(
    "--brand",
    "branded",
    metavar="FILE",
    help="A brand.yaml with logo, colours, sections and own words.",
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False),
    help="A pptx whose masters, layouts and theme the slides take.",
)
@previous.before_option
@peers.release_option
@peers.ignore_option
def report(file: str, out: str, lang: str, wanted: str | None, **given: Any) -> None:
    """Write the report of an assessment file: JSON, YAML, CSV or XLSX."""
    chosen = _format(out, wanted, given["summary"])
    _only(chosen, {"archive": "pdf", "template": "pptx"}, given)
    brand = brands.chosen(given["branded"])
    # Imported here: the PDF's engine takes a second, which a refusal need not wait.
    from assessment.reports import build_report, with_figures

    data = files.read(file, given["keys"])
    questionnaires = pinned(data)
    data, among = peers.with_peers(
        data, questionnaires, given["releases"], given["ignore"]
    )
    result = engine.score(data, questionnaires)
    before = previous.result_before(given["earlier"], given["keys"], file, result)
    made = build_report(result, questionnaires, lang, among=among, before=before)
    made = with_figures(made, result, data.figures)
    _require_date(file, result, given["archive"])
    material = Material(made, result, questionnaires, brand=brand, **_asked(given))
    with brands.refused(given["branded"]):
        content = handoffs.write(chosen, material)
    write(Path(out), content)
    click.echo(out)


def _asked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what else was asked of the file."""
    path = given["template"]
    template = Path(path).read_bytes() if path else None
    return {name: given[name] for name in ("summary", "archive")} | {
        "template": template
    }


def _require_date(file: str, result: Result, archive: bool) -> None:
    if archive and result.date is None:
        raise FileRefusedError([f"{file}: an archive file bears a date; add one"])


def _only(chosen: str, kinds: Mapping[str, str], given: Mapping[str, Any]) -> None:
    """Refuse an option that is for another kind of file."""
    for name, kind in kinds.items():
        if given[name] and chosen != kind:
            raise click.UsageError(f"--{name} is for {kind} files; given {chosen}")


def _format(out: str, wanted: str | None, summary: bool) -> str:
    """Return the kind of file that is asked for."""
    chosen = (wanted or Path(out).suffix.removeprefix(".")).lower()
    if chosen not in FORMATS:
        given = f"given {chosen}" if chosen else f"{out} has no ending"
        todo = f"write {_either(FORMATS)}"
        raise click.UsageError(f"the format is not known; {given}; {todo}")
    if summary and not FORMATS[chosen].has_summary:
        with_one = [kind for kind, found in FORMATS.items() if found.has_summary]
        todo = f"leave --summary out, or write {_either(with_one)}"
        raise click.UsageError(f"there is no summary as {chosen}; {todo}")
    return chosen


def _either(kinds: Iterable[str]) -> str:
    """Return "a, b or c"."""
    *others, last = kinds
    return f"{', '.join(others)} or {last}" if others else last
