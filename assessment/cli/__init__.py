"""The command line: ``sextant``. One module a command, imported when it is used."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

import click

# The name of each command is that of its module in this package and of the command in
# it; the sentence stands here so that --help imports none of them.
COMMANDS: Final = {
    "questionnaires": "Show and check questionnaires, and write forms to answer them.",
    "score": "Score an assessment file.",
    "verify": "Compute a result again from the answers inside it.",
    "explain": "Explain one number of an assessment file.",
    "report": "Write the report of an assessment file.",
    "reports": "Write the reports of many assessment files in one go.",
    "benchmark": "Build benchmark releases, and compare with them.",
    "demo": "Load two fictional banks and write their reports.",
    "db": "Prepare and check the database.",
    "users": "Make accounts and reset their passwords.",
    "serve": "Serve the web application.",
    "worker": "Make reports in the background, on PostgreSQL.",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only to run it or to show its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or ``None`` where there is no such one."""
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(f"assessment.cli.{cmd_name}"), cmd_name)
        return found if isinstance(found, click.Command) else None

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it refuses is said in plain lines, with status 1."""
        return refusing(lambda: super(LazyGroup, self).invoke(ctx))


def refusing(run: Callable[[], Any]) -> Any:
    """Run something; print what it refuses to standard error and exit with 1."""
    from assessment.files.errors import FileRefusedError
    from questionnaires.loader import DefinitionError, UnknownQuestionnaireError
    from scoring.errors import ScoringError

    try:
        return run()
    except (FileRefusedError, DefinitionError) as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
    except (UnknownQuestionnaireError, ScoringError) as error:
        click.echo(str(error), err=True)
    except Exception as error:
        click.echo(_database_fault(error), err=True)
    raise click.exceptions.Exit(1)


def _database_fault(error: Exception) -> str:
    """Return what is wrong with the database; raise again what is another fault.

    Driver messages name hosts and files but no passwords; statements are left out.
    """
    # Commands without a database never load the library; then it is not its fault.
    library = sys.modules.get("sqlalchemy.exc")
    if library is None or not isinstance(error, library.SQLAlchemyError):
        raise error
    cause = str(getattr(error, "orig", None) or error).strip().splitlines()
    said = cause[0] if cause else type(error).__name__
    return (
        f"the database cannot be used; {said}; "
        "check SEXTANT_DATABASE_URL, then run: sextant db upgrade"
    )


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sextant", message="%(prog)s %(version)s")
def main() -> None:
    """Find your position, compare it with the fixed stars, plot the course."""
    own = os.environ.get("SEXTANT_QUESTIONNAIRES", "").strip()
    if own:
        from questionnaires import loader

        loader.add_folder(own)
