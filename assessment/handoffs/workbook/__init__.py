"""The workbook: answers, codebook, scores that can be computed again, gaps and plan.

No text of a person or a definition is ever a formula, a link or a name; all formulas
are ours, and stand beside the engine's own values.
"""

from __future__ import annotations

from assessment.handoffs.workbook.file import xlsx

__all__ = ["xlsx"]
