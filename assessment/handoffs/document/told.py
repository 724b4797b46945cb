"""How the document writes numbers and labels: as the report prints them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assessment.handoffs.document.writer import Writer
from assessment.reports import words
from assessment.reports.drawing.numbers import whole
from assessment.reports.model import Headline, Report
from assessment.reports.model_plan import Pitfall


class Told:
    """A report, the writer of its document, and its words."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.w = report.words
        self.out = Writer(report.language)
        self.is_english = report.language == "en"
        self.colon = ": " if self.is_english else "："
        self.semicolon = "; " if self.is_english else "；"

    def say(self, key: str, **given: Any) -> str:
        """Return one of the report's labels, filled in."""
        return words.label(key, self.report.language, **given)

    def joined(self, texts: Any) -> str:
        """Return sentences as one text."""
        return self.w["between_sentences"].join(texts)

    def headline(self, line: Headline) -> None:
        """Write the one number with its level, coverage and notes."""
        if line.score is None:
            self.out.paragraph(self.w["not_scored"], "Lead")
        else:
            gap = " " if self.is_english else ""
            number = f"{whole(line.score)}{gap}{self.w['of_100']}"
            level = ""
            if line.level_name:
                level = self.say("level_named", level=line.level, name=line.level_name)
            self.out.paragraph(" · ".join(filter(None, (number, level))), "Lead")
        self.out.paragraph(self.say("coverage_of", coverage=line.coverage), "Soft")
        self.out.paragraphs(line.notes, "Soft")

    def pitfalls(self, pitfalls: Sequence[Pitfall]) -> None:
        """Write what others ran into."""
        stop = ". " if self.is_english else "。"
        for pitfall in pitfalls:
            self.out.paragraph(pitfall.text, lead=pitfall.title + stop)

    def by(self, due: Any, ends: int) -> str:
        """Return when something is due: a date, or days from the start."""
        if due is None:
            return self.say("within_days", days=ends)
        return self.say("by_date", by=due)
