"""The report as a Word document: headings, tables and styles to go on writing with.

It has the report's sentences and tables; where the report draws, the document has the
numbers of the drawing.
"""

from __future__ import annotations

from assessment.handoffs.document.file import docx

__all__ = ["docx"]
