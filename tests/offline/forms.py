"""Forms as people handle them: opened in another library, filled in, saved, read."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl

from assessment import files
from assessment.offline import form
from questionnaires import loader

SAMPLE = Path(__file__).parents[1] / "questionnaires" / "valid" / "sample"


def sample():
    """Return the definition with every type of question."""
    return loader.load_path(SAMPLE)


class Form:
    """A form's workbook; cells are named by question and column."""

    def __init__(self, questionnaire, language="en", core=False):
        self.made = form(questionnaire, language, core)
        self.book = openpyxl.load_workbook(io.BytesIO(self.made))
        self.sheet = self.book.worksheets[0]
        self.columns = {
            cell.value: cell.column for cell in self.sheet[1] if cell.value is not None
        }
        self.lines = {
            self.sheet.cell(row, self.columns["question"]).value: row
            for row in range(2, self.sheet.max_row + 1)
        }

    def cell(self, question: str, column: str) -> Any:
        """Return a cell of the answers' sheet."""
        return self.sheet.cell(self.lines[question], self.columns[column])

    def fill(self, question: str, **cells: Any) -> None:
        """Type into a row; texts that begin with = stay texts, as in a text cell."""
        for column, value in cells.items():
            cell = self.cell(question, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"

    def saved(self) -> bytes:
        """Return the workbook as it is saved now."""
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def read(self, *keys: str):
        """Return the assessment that the saved file is read as."""
        return files.parse(self.saved(), "filled.xlsx", keys)

    def rule(self, question: str, column: str) -> Any:
        """Return the drop-down list of a cell, or ``None``."""
        address = self.cell(question, column).coordinate
        found = [
            rule
            for rule in self.sheet.data_validations.dataValidation
            if address in rule.sqref
        ]
        assert len(found) <= 1
        return found[0] if found else None

    def choices(self, question: str, column: str = "value") -> list[str] | None:
        """Return what a cell's list offers."""
        rule = self.rule(question, column)
        return None if rule is None else rule.formula1.strip('"').split(",")
