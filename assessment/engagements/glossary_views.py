"""The glossary's page, for everybody who reads a question or a report."""

from __future__ import annotations

from flask import render_template

from assessment.engagements.blueprint import bp
from assessment.security import Access, access
from questionnaires.glossary import terms


@bp.get("/glossary")
@access(Access.PUBLIC)
def glossary() -> str:
    """Show every term with its meaning and its names in all languages."""
    return render_template("engagements/glossary.html", terms=terms())
