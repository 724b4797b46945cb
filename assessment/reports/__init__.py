"""Reports: from a result to a page, a document and a PDF.

``build_report(result, questionnaires, language)`` makes the one value that
``html(report)`` and ``render_pdf(report)`` write; neither needs Flask or a database.
``with_figures(report, result, figures)`` adds what the organisation's own figures tell.
"""

from assessment.reports.build import build_report
from assessment.reports.build_worth import with_figures
from assessment.reports.document import html, render_pdf

__all__ = ["build_report", "html", "render_pdf", "with_figures"]
