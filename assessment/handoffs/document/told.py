"""How the document writes numbers and labels: as the report prints them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assessment.branding.brand import NO_BRAND, Brand
from assessment.branding.paragraphs import paragraphs
from assessment.handoffs.document.writer import Writer
from assessment.reports import words
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.dress import Dress
from assessment.reports.model import Headline, Profile, Report
from assessment.reports.model_plan import Pitfall
from assessment.typography import full_stop


class Told:
    """A report, the writer of its document, its words, and whose report it is.

    ``sections`` are the ids of what is written, in their order.
    """

    def __init__(
        self, report: Report, brand: Brand = NO_BRAND, sections: Sequence[str] = ()
    ) -> None:
        self.report = report
        self.brand = brand
        self._dress = Dress(brand, report)
        self.sections = sections
        self.w = report.words
        self.out = Writer(report.language)
        self.is_english = report.language == "en"
        self.colon = ": " if self.is_english else "："
        self.semicolon = "; " if self.is_english else "；"
        self.stop = full_stop(report.language)

    @property
    def main(self) -> Profile:
        """The profile of page one's number.

        Raises:
            ValueError: Nothing is scored; its chapters are not written then.
        """
        if self.report.main is None:
            raise ValueError("nothing is scored")
        return self.report.main

    def say(self, key: str, group: str = "labels", **given: Any) -> str:
        """Return one of the report's labels, filled in."""
        return words.label(key, self.report.language, group, **given)

    def joined(self, texts: Any) -> str:
        """Return sentences as one text."""
        return self.w["between_sentences"].join(texts)

    def headline(self, line: Headline) -> None:
        """Write the one number with its level, coverage and notes."""
        gap = " " if self.is_english else ""
        if line.score is None and line.position is None:
            self.out.paragraph(self.w["not_scored"], "Lead")
        elif line.score is None:
            shown = one_decimal(line.position)
            self.out.paragraph(f"{shown}{gap}{self.w['of_5']}", "Lead")
        else:
            number = f"{whole(line.score)}{gap}{self.w['of_100']}"
            level = ""
            if line.level_name:
                level = self.say("level_named", level=line.level, name=line.level_name)
            self.out.paragraph(" · ".join(filter(None, (number, level))), "Lead")
        self.out.paragraph(self.say("coverage_of", coverage=line.coverage), "Soft")
        self.out.paragraphs(line.notes, "Soft")

    def pitfalls(self, pitfalls: Sequence[Pitfall]) -> None:
        """Write what others ran into."""
        stop = self.stop + self.w["between_sentences"]
        for pitfall in pitfalls:
            self.out.paragraph(pitfall.text, lead=pitfall.title + stop)

    def own(self, place: str) -> None:
        """Write the consultancy's own words at a place, where it has any.

        Raises:
            Refusal: If they cannot be made with this report's numbers.
        """
        found = self._dress.own(place)
        if found is not None:
            said = paragraphs(found.text, found.language)
            keep = place.startswith("before-")
            self.out.own(said, found.language, found.note, keep)

    def by(self, due: Any, ends: int) -> str:
        """Return when something is due: a date, or days from the start."""
        if due is None:
            return self.say("within_days", days=ends)
        return self.say("by_date", by=due)
