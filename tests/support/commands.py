"""Commands run in a process of their own, to see what they load."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

WEB = ("flask", "sqlalchemy", "plotly")


def run_alone(
    folder: Path, arguments: Sequence[str], heavy: Collection[str] = WEB
) -> str:
    """Run a command in ``folder`` and return what it prints.

    Fails where it ends with another status than 0, or has loaded one of ``heavy``.
    """
    code = (
        "import sys\n"
        "from assessment.cli import main\n"
        "try:\n"
        f"    main({list(arguments)!r})\n"
        "except SystemExit as end:\n"
        f"    loaded = {set(heavy)!r} & set(sys.modules)\n"
        "    sys.exit(f'loaded {loaded}' if loaded else end.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")
