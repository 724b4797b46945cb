"""The glossary: one term, one meaning, one word in each language.

``glossary.yaml`` holds the terms. A term is *watched* where its English word has no
other sense in the definitions: then each text that uses it uses its one translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from questionnaires import texts, yaml_source
from questionnaires.conditions import Text
from questionnaires.faults import Faults
from questionnaires.fields import Fields
from questionnaires.loader import DefinitionError
from questionnaires.model import LANGUAGES, Questionnaire

FILE: Final = Path(__file__).parent / "glossary.yaml"


@dataclass(frozen=True, slots=True)
class Term:
    """One term: what it is called, other English forms of it, and what it means.

    ``never`` lists by language words that must not stand for it.
    """

    id: str
    term: Text
    forms: tuple[str, ...]
    meaning: Text
    watched: bool
    never: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Misuse:
    """A text that says a term in another way: where, in which language, which term."""

    place: str
    language: str
    term: Term

    def __str__(self) -> str:
        """Return it as one line."""
        wanted = self.term.term[self.language]
        return (
            f"{self.place}: {self.language} does not say {self.term.term['en']} by "
            f"its one translation; write {wanted}"
        )


@cache
def terms() -> tuple[Term, ...]:
    """Return the terms, sorted by their English words.

    Raises:
        DefinitionError: If the file has faults.
    """
    faults = Faults()
    node = yaml_source.read(FILE, faults)
    found: list[Term] = []
    if node is not None:
        top = Fields(node, str(FILE), faults, "glossary")
        found = [_term(entry) for entry in top.each("terms", "term")]
        top.done()
    if faults:
        raise DefinitionError(faults.sorted())
    return tuple(sorted(found, key=lambda term: term.term["en"].lower()))


def _term(entry: Fields) -> Term:
    found = Term(
        id=entry.identifier(),
        term=entry.text("term"),
        forms=entry.strings("forms", required=False),
        meaning=entry.text("meaning"),
        watched=entry.flag("watched", default=True),
        never=_never(entry),
    )
    entry.done()
    return found


def _never(entry: Fields) -> dict[str, tuple[str, ...]]:
    node = entry.node("never", required=False)
    if node is None:
        return {}
    words = Fields(node, entry.file, entry.faults, "never")
    found = {language: words.strings(language, False) for language in LANGUAGES[1:]}
    words.done()
    return found


def misuses(questionnaire: Questionnaire) -> Iterator[Misuse]:
    """Yield where a definition's texts say a term in another way."""
    for place, text in texts.of(questionnaire):
        for term in terms():
            for language in LANGUAGES[1:]:
                if misused(term, text, language):
                    yield Misuse(place, language, term)


def misused(term: Term, text: Text, language: str) -> bool:
    """Tell whether a text that uses a term says it in another way."""
    if not used(term, text["en"]):
        return False
    right, words = term.term[language], text[language]
    if term.watched and right not in words:
        return True
    never = [wrong for wrong in term.never.get(language, ()) if wrong in words]
    if not never:
        return False
    # What is left without the right words: 照顾客户 does not say 顾客, and where the
    # text has a measure and a target, 指标 is the measure.
    rest = words.replace(right, " ")
    for other in terms():
        if other.term[language] in rest and used(other, text["en"]):
            rest = rest.replace(other.term[language], " ")
    return any(wrong in rest for wrong in never)


def used(term: Term, english: str) -> bool:
    """Tell whether an English text uses a term, in any of its forms.

    What stands within a longer term is that term's: a chief executive is no executive.
    """
    found = [match.span() for match in _of(term).finditer(english)]
    if not found:
        return False
    within = [
        match.span()
        for longer in _longer()[term.id]
        for match in _of(longer).finditer(english)
    ]
    return any(
        not any(first <= start and end <= last for first, last in within)
        for start, end in found
    )


def _of(term: Term) -> re.Pattern[str]:
    return _pattern(term.term["en"], term.forms)


@cache
def _longer() -> dict[str, tuple[Term, ...]]:
    """Return by term the ones with a name that holds its name among other words."""
    return {
        term.id: tuple(
            other
            for other in terms()
            if other is not term
            and any(_of(term).search(name) for name in (other.term["en"], *other.forms))
        )
        for term in terms()
    }


@cache
def _pattern(name: str, forms: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(form) for form in (name, *forms))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
