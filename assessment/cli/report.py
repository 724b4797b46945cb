"""``sextant report``: an assessment file to its report, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from assessment import files
from assessment.cli import brands, peers
from assessment.cli.score import pinned
from assessment.files.writing import write
from questionnaires.model import LANGUAGES
from scoring import engine

FORMATS: Final = ("pdf", "html")
LATER: Final = ("pptx", "xlsx", "docx")


@click.command()
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", "out", required=True, metavar="OUT")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--format",
    "wanted",
    metavar="FORMAT",
    help="pdf or html; from OUT's ending where not given.",
)
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
@peers.release_option
@peers.ignore_option
def report(file: str, out: str, lang: str, wanted: str | None, **given: Any) -> None:
    """Write the report of an assessment file: JSON, YAML, CSV or XLSX."""
    chosen = _format(out, wanted)
    brand = brands.chosen(given["branded"])
    # Imported here: the PDF's engine takes a second, which a refusal need not wait.
    from assessment.reports import build_report, html, render_pdf

    data = files.read(file, given["keys"])
    questionnaires = pinned(data)
    data, among = peers.with_peers(
        data, questionnaires, given["releases"], given["ignore"]
    )
    result = engine.score(data, questionnaires)
    made = build_report(result, questionnaires, lang, among=among)
    with brands.refused(given["branded"]):
        if chosen == "pdf":
            content = render_pdf(made, brand=brand)
        else:
            content = html(made, brand=brand).encode()
    write(Path(out), content)
    click.echo(out)


def _format(out: str, wanted: str | None) -> str:
    """Return the format; refuse what cannot be written."""
    chosen = (wanted or Path(out).suffix.removeprefix(".")).lower()
    if chosen in FORMATS:
        return chosen
    known = " or ".join(FORMATS)
    if chosen in LATER:
        raise click.UsageError(
            f"{chosen} reports cannot be written by this version; write {known}"
        )
    given = f"given {chosen}" if chosen else f"{out} has no ending"
    raise click.UsageError(f"the format is not known; {given}; write {known}")
