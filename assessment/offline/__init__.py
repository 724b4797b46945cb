"""The form to answer offline: a questionnaire as an Excel workbook.

What is filled in comes back through ``assessment.files``, which knows the columns that
are only for reading.
"""

from __future__ import annotations

from assessment.files.errors import FileRefusedError
from questionnaires.model import Questionnaire

__all__ = ["form"]


def form(questionnaire: Questionnaire, language: str, core: bool = False) -> bytes:
    """Return the form as the bytes of an XLSX file; the same form is the same bytes.

    Args:
        questionnaire: What is asked.
        language: The language of its words: ``en``, ``zh-Hans`` or ``zh-Hant``.
        core: Whether only core questions are asked.

    Raises:
        FileRefusedError: If there is no question to ask.
    """
    # Imported here: the library is not needed to refuse a wrong call.
    from assessment.offline import answers, book, guide, rows

    asked = rows.rows(questionnaire, language, core)
    if not asked:
        given = f"--core given for {questionnaire.key}"
        fault = f"there is no core question; {given}; leave --core out"
        raise FileRefusedError([fault])
    made = book.Book(f"{questionnaire.title[language]} ({questionnaire.key})", language)
    answers.write(made, questionnaire.key, asked, "core" if core else "full")
    guide.write(made, questionnaire, rows.tables(questionnaire, core))
    answers.lists(made, asked)
    return made.content()
