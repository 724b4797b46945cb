"""Where the files that are not code live, in a checkout and in an installed wheel.

``templates/`` and ``migrations/`` stand at the top of a checkout. The wheel carries
them inside this package, because site-packages has no place of its own for them.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates() -> Path:
    """Return the folder of the Jinja templates."""
    return _shared("templates")


def migrations() -> Path:
    """Return the folder of the Alembic environment."""
    return _shared("migrations")


def _shared(name: str) -> Path:
    # Inside first: beside an installed package there may be a stranger's folder of
    # the same name, whereas a checkout never has one inside the package.
    packed = _PACKAGE / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
