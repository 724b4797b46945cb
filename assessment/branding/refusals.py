"""Why a part of a brand is refused: a code with its facts, and the words for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from assessment.typography import full_stop
from assessment.wording import word
from questionnaires.faults import printable

_WORDS: Final = Path(__file__).with_name("refusals.yaml")
_SHOWN: Final = 60


class Refusal(ValueError):  # noqa: N818  # it reads as what it is: a refusal
    """A part of a brand that is not taken; ``code`` is a key of ``refusals.yaml``."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code = code
        # What was given may be long and of many lines; what we say of it is neither.
        self.facts = {name: str(fact) for name, fact in facts.items()}
        if "given" in facts:
            self.facts["given"] = shown(str(facts["given"]))
        super().__init__(said(self, "en"))


def said(refusal: Refusal, language: str) -> str:
    """Return what is wrong, what was given and what to do, on one line."""
    return word(_WORDS, refusal.code, language, **refusal.facts)


def sentence(refusal: Refusal, language: str) -> str:
    """Return the same as a sentence, for a page."""
    text = said(refusal, language)
    return text[:1].upper() + text[1:] + full_stop(language)


def shown(text: str) -> str:
    """Return what was given on one line of printable characters, cut where long."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
