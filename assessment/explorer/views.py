"""The page of peers, and the same as CSV and JSON."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import (
    Blueprint,
    Flask,
    Response,
    jsonify,
    render_template,
    request,
)
from flask_login import current_user
from markupsafe import Markup

from assessment import db, downloads
from assessment.benchmarks import references
from assessment.benchmarks import words as peer_words
from assessment.benchmarks.references import Reference
from assessment.explorer import exports, figures, page
from assessment.explorer.services import Asked, Explored, get_peers
from assessment.i18n import language
from assessment.reports import words
from assessment.reports.charts import Chart
from assessment.reports.drawing.style import FormName
from assessment.reports.svg_charts import svg
from assessment.reports.views import island
from assessment.security import Access, access, allow_source

bp = Blueprint("explorer", __name__)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)


@bp.get("/assessments/<public_id>/peers")
@access(Access.CONSULTANT)
def show(public_id: str) -> str:
    """Show a profile among its peers."""
    found = _explored(public_id)
    # Plotly positions its labels with inline styles; scripts stay files only.
    allow_source("style-src", "'unsafe-inline'")
    named = page.words_of(found.definition, found.peers)
    return render_template(
        "explorer/show.html",
        assessment=found.assessment,
        organisation=found.assessment.organisation,
        definition=found.definition,
        definitions=found.definitions.values(),
        peers=found.peers,
        named=named,
        content=page,
        figures=figures,
        references=_references(found),
        asked=urlencode(_kept(found)),
        say=partial(peer_words.say, language=language()),
        draw=draw,
        island=island,
        label=partial(words.label, language=language(), group="page"),
    )


@bp.get("/assessments/<public_id>/peers.csv")
@access(Access.CONSULTANT)
def csv(public_id: str) -> Response:
    """Send what the page shows of the peers as CSV."""
    found = _explored(public_id)
    # Spreadsheets read a file as UTF-8 when it begins with this mark.
    content = "\ufeff" + exports.csv_text(found.peers)
    return _attached(found, Response(content, mimetype="text/csv"), "csv")


@bp.get("/assessments/<public_id>/peers.json")
@access(Access.CONSULTANT)
def json(public_id: str) -> Response:
    """Send what the page shows as JSON."""
    found = _explored(public_id)
    return _attached(found, jsonify(exports.plain(found.peers)), "json")


def draw(chart: Chart, form: FormName) -> Markup:
    """Return a chart as an SVG inside the page."""
    return Markup(svg(chart, form))  # noqa: S704  # the drawing escapes its texts


def _explored(public_id: str) -> Explored:
    user: Any = current_user
    given = request.args
    asked = Asked(
        given.get("questionnaire"),
        tuple(given.getlist("cohort")),
        given.get("dimension"),
    )
    return get_peers(db.session(), user, public_id, asked, db.utcnow().date())


def _kept(found: Explored) -> list[tuple[str, str]]:
    """Return what is shown as the fields of an address."""
    chosen = [("cohort", each.cohort.key) for each in found.peers.chosen]
    dimension = ("dimension", found.peers.dimension)
    return [("questionnaire", found.definition.id), *chosen, dimension]


def _references(found: Explored) -> list[Reference]:
    """Return the published figures that concern such an organisation."""
    place = found.peers.subject.place
    lines = references.of(found.definition.id)
    return [each for each in lines if each.concerns(place)]


def _attached(found: Explored, response: Response, end: str) -> Response:
    """Return a file named after organisation, date and questionnaire."""
    assessment = found.assessment
    named = (
        assessment.organisation.name,
        assessment.date,
        found.definition.id,
        "peers",
    )
    return downloads.attach(response, end, *named)
