"""The result page and what can be downloaded from it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import plotly
from flask import (
    Blueprint,
    Flask,
    Response,
    jsonify,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask_login import current_user
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from assessment import db, downloads, i18n
from assessment.branding.offered import Offered, offer
from assessment.branding.telling import own_words_refused
from assessment.reports import document, pdf_ready, words
from assessment.reports.charts import Chart
from assessment.reports.plotly_figures import figure
from assessment.reports.sections import SECTIONS
from assessment.reports.services import Reported, get_report
from assessment.security import Access, access, allow_source
from questionnaires.model import LANGUAGES
from scoring.result import to_json

PLOTLY = Path(plotly.__file__).parent / "package_data"
A_YEAR = 365 * 24 * 3600

bp = Blueprint("reports", __name__)


def init_app(app: Flask) -> None:
    """Register the pages, and tell brands which sections there are."""
    app.register_blueprint(bp)
    offer(app, [Offered(it.id, it.called, not it.off) for it in SECTIONS])


@bp.get("/assessments/<public_id>/result")
@access(Access.CONSULTANT)
def show(public_id: str) -> str:
    """Show the result: where it stands, what is right, the gaps, the plan."""
    found = _reported(public_id)
    # Plotly positions its labels with inline styles; scripts stay files only.
    allow_source("style-src", "'unsafe-inline'")
    return render_template(
        "reports/show.html",
        organisation=found.assessment.organisation,
        assessment=found.assessment,
        back_url=url_for("engagements.show", public_id=public_id),
        island=island,
        no_pdf=pdf_ready.obstacle(),
        page=partial(words.label, language=found.report.language, group="page"),
        **document.values(found.report),
    )


@bp.get("/assessments/<public_id>/report.pdf")
@access(Access.CONSULTANT)
def pdf(public_id: str) -> Response:
    """Send the report as PDF, or its two pages with ``summary=yes``."""
    found = _reported(public_id)
    pdf_ready.require(found.report.language)
    summary = request.args.get("summary") == "yes"
    with own_words_refused():
        content = document.render_pdf(found.report, summary=summary, brand=found.brand)
    return _attached(found, content, "application/pdf", "pdf")


@bp.get("/assessments/<public_id>/report.html")
@access(Access.CONSULTANT)
def html(public_id: str) -> Response:
    """Send the report as one HTML file."""
    found = _reported(public_id)
    with own_words_refused():
        content = document.html(found.report, brand=found.brand)
    return _attached(found, content, "text/html", "html")


@bp.get("/assessments/<public_id>/result.json")
@access(Access.CONSULTANT)
def json(public_id: str) -> Response:
    """Send the result as ``sextant score --json`` prints it."""
    found = _reported(public_id)
    head = found.report.head
    named = (head.organisation, head.date, "result")
    return downloads.attach(jsonify(to_json(found.result)), "json", *named)


@bp.get("/reports/plotly.min.js")
@access(Access.PUBLIC, cacheable=True)
def plotly_script() -> Response:
    """Send Plotly from the installed package; only the result page asks for it."""
    return send_from_directory(PLOTLY, "plotly.min.js", max_age=A_YEAR)


def island(chart: Chart) -> Markup:
    """Return a chart's Plotly figure as JSON for a ``<script>`` that holds data.

    ``<``, ``>`` and ``&`` are escaped, so that no text can end the element.
    """
    return htmlsafe_json_dumps(figure(chart))


def _reported(public_id: str) -> Reported:
    asked = request.args.get("language")
    language = asked if asked in LANGUAGES else i18n.language()
    user: Any = current_user
    return get_report(db.session(), user, public_id, language)


def _attached(found: Reported, content: str | bytes, kind: str, end: str) -> Response:
    """Return a report as a file; each language is a file of its own."""
    report, head = found.report, found.report.head
    response = Response(content, mimetype=kind)
    named = (head.organisation, head.date, report.language)
    return downloads.attach(response, end, *named)
