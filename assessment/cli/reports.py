"""``sextant reports``: the reports of many assessment files in one go."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from assessment.cli import peers
from questionnaires.model import LANGUAGES


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT.zip|DIR",
    help="A zip archive by its ending, else a folder.",
)
@click.option(
    "--lang",
    "languages",
    multiple=True,
    type=click.Choice(LANGUAGES),
    default=("en",),
    show_default=True,
    help="May be repeated.",
)
@click.option(
    "--format",
    "forms",
    multiple=True,
    default=("pdf",),
    show_default=True,
    metavar="FORMAT",
    help="May be repeated.",
)
@click.option("--units", is_flag=True, help="A report of each unit as well.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes at work; by default as many as processors.",
)
@click.option(
    "--questionnaire",
    "keys",
    multiple=True,
    metavar="ID[@VERSION]",
    help="A questionnaire that files do not name; may be repeated.",
)
@peers.release_option
@peers.ignore_option
def reports(
    paths: tuple[str, ...], out: Path, units: bool, jobs: int | None, **given: Any
) -> None:
    """Write the reports of many assessment files: every language, format and unit.

    All files are checked first, and either all reports are written or none. Files are
    named after organisation, unit, date and language; an archive has the same bytes
    whenever and wherever it is made of the same files.
    """
    # Imported here: --help need not wait for it.
    from assessment.batches import filing, formats

    _require_known(given["forms"], formats.FORMATS)
    wish = filing.Wish(
        languages=tuple(dict.fromkeys(given["languages"])),
        formats=tuple(dict.fromkeys(given["forms"])),
        units=units,
        keys=given["keys"],
        releases=given["releases"],
        ignore_peers=given["ignore"],
    )
    tasks = filing.plan(paths, wish)
    made = filing.write(tasks, wish, out, jobs or _processors())
    with _bar(len(tasks)) as bar:
        for _task in made:
            bar.update(1)
    count = sum(len(task.names) for task in tasks)
    click.echo(f"{out}: {count} {'file' if count == 1 else 'files'}")


def _require_known(forms: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Refuse what cannot be written."""
    for form in forms:
        if form not in known:
            raise click.UsageError(
                f"the format is not known; given {form}; write {' or '.join(known)}"
            )


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _bar(length: int) -> Any:
    """Return a progress bar on a terminal's standard error, elsewhere a silent one."""
    return click.progressbar(
        length=length,
        label="Writing reports",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    )
