"""``sextant demo``: a database with two fictional banks, and their reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask

from assessment import create_app, db, reports, schema
from assessment.benchmarks.among import AmongAll, weighed
from assessment.demo import load, peers, story
from assessment.files.writing import make_folder, write
from questionnaires import loader
from questionnaires.model import LANGUAGES
from scoring.engine import score
from scoring.result import Result, to_json


@click.command("demo")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help="Folder for results and reports.",
)
def demo(out: Path) -> None:
    """Load the demonstration and write its results and reports.

    Two fictional banks; what is there already stays as it is.
    """
    app = create_app()
    # Before the load: one without its reports would never say its password.
    make_folder(out)
    password, among = _load(app)
    work = list(_work(among))
    with click.progressbar(work, label="Writing reports") as rows:
        for name, result, language in rows:
            _write(out, name, (result, among), language)
    click.echo(f"{len(work)} reports and {len(work) // len(LANGUAGES)} results: {out}/")
    click.echo(f"Sign in as {load.MAIL} with the password {password}")


def _load(app: Flask) -> tuple[str, AmongAll]:
    with app.app_context():
        schema.upgrade(db.engine())
        session = db.session()
        password = load.give_account(session)
        for told in story.stories():
            load.load(session, told)
        peers.load(session)
        return password, peers.among(session)


def _work(among: AmongAll) -> Iterator[tuple[str, Result, str]]:
    definitions = {
        key.partition("@")[0]: loader.load(*key.split("@"))
        for key in story.QUESTIONNAIRES
    }
    for told in story.stories():
        result = score(weighed(story.tell(told), among, definitions), definitions)
        for language in LANGUAGES:
            yield told.name, result, language


def _write(out: Path, name: str, told: tuple[Result, AmongAll], language: str) -> None:
    result, among = told
    definitions = {
        part.id: loader.load(part.id, part.version) for part in result.questionnaires
    }
    if language == LANGUAGES[0]:
        text = json.dumps(to_json(result), ensure_ascii=False, indent=1)
        write(out / f"{name}.result.json", text.encode() + b"\n")
    report = reports.build_report(result, definitions, language, among=among)
    write(out / f"{name}.{language}.pdf", reports.render_pdf(report))
