"""Pages of the consultant's side."""

from __future__ import annotations

from flask import Blueprint, Flask

from assessment.security import Access, access

bp = Blueprint("engagements", __name__)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)


@bp.get("/organisations")
@access(Access.CONSULTANT)
def index() -> str:
    """List the organisations."""
    return ""
