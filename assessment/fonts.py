"""The reports' fonts for pages, on computers that have none for Chinese."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, send_from_directory

from assessment.errors import NotFoundError
from assessment.security import Access, access

FOLDER: Final = Path(__file__).resolve().parent / "reports" / "fonts"
_A_YEAR: Final = 365 * 24 * 3600

bp = Blueprint("fonts", __name__)


def init_app(app: Flask) -> None:
    """Register the route."""
    app.register_blueprint(bp)


@bp.get("/fonts/<name>.ttf")
@access(Access.PUBLIC, cacheable=True)
def show(name: str) -> Response:
    """Send one of the fonts.

    Raises:
        NotFoundError: If there is none of this name.
    """
    file = f"{name}.ttf"
    if file not in {path.name for path in FOLDER.glob("*.ttf")}:
        raise NotFoundError
    return send_from_directory(FOLDER, file, max_age=_A_YEAR)
