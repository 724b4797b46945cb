"""The chapters that ask a board to act, made of a result and what is already told."""

from __future__ import annotations

from assessment.reports.build_context import Context
from assessment.reports.build_promise import promise_page
from assessment.reports.build_questions import questions
from assessment.reports.build_sheets import sheets
from assessment.reports.director_facts import director_facts
from assessment.reports.model_chapters import Chapters
from assessment.reports.model_peers import PeersPart
from assessment.reports.model_plan import RoadmapPage


def chapters(context: Context, roadmap: RoadmapPage, peers: PeersPart) -> Chapters:
    """Return sheets, questions and promise; the worth needs figures of its own."""
    pages, promise = sheets(context, roadmap), promise_page(context)
    facts = director_facts(context, peers, pages, promise)
    return Chapters(
        sheets=pages,
        questions=tuple(questions(facts, context.language)),
        promise=promise,
    )
