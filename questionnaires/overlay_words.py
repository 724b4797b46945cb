"""An overlay's words for its base's: in every text, and in the texts of the head.

``words`` maps by language a word or phrase of the base to the one that stands for it.
A text that the overlay writes itself stays as it is written, and so do examples, which
are in the words of their sector.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from dataclasses import is_dataclass, replace
from typing import Any, Final

from questionnaires import build_head, build_initiatives, scripts, texts
from questionnaires.faults import shown
from questionnaires.fields import Fields
from questionnaires.model import LANGUAGES, Questionnaire, Text

_EXAMPLES: Final = "examples"
_Say = Callable[[str], str]


def spoken(top: Fields, base: Questionnaire) -> Questionnaire:
    """Return the base in the overlay's words, with its own texts of the head."""
    says = _says(top, base)
    found: Questionnaire = _said(base, says) if says else base
    return replace(found, **_own(top, found))


def _says(top: Fields, base: Questionnaire) -> dict[str, _Say]:
    """Read ``words``: by language what replaces its words, where any are given."""
    node = top.node("words", required=False)
    if node is None:
        return {}
    words = Fields(node, top.file, top.faults, "words")
    found = {}
    for language in LANGUAGES:
        nodes = words.entries(language, required=False)
        pairs = {old: words.as_string(new, old) for old, new in nodes.items()}
        if pairs:
            _doubts(words, language, pairs, base)
            found[language] = _say(language, pairs)
    words.done()
    return found


def _doubts(
    words: Fields, language: str, pairs: Mapping[str, str], base: Questionnaire
) -> None:
    """Refuse words in another script, and warn of those that stand nowhere."""
    nodes = words.entries(language)
    there = "\n".join(text[language] for _, text in texts.of(base))
    for old, new in pairs.items():
        for wrong in scripts.faults_of(language, new):
            words.fault(wrong, nodes[old])
        if not _pattern(language, (*_forms(language, old, new),)).search(there):
            todo = "correct or remove it"
            text = f"word stands in no text of the base; {shown(old)} given; {todo}"
            # Its base may be worded anew some day: the overlay still stands then.
            words.faults.doubt(words.file, nodes[old].key_line, text)


def _forms(language: str, old: str, new: str) -> dict[str, str]:
    """Return a pair and, in English, the same with capitals."""
    found = {old: new}
    if language == "en":
        found.setdefault(old[:1].upper() + old[1:], new[:1].upper() + new[1:])
    return found


def _pattern(language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the longest of the words; in English, as whole words."""
    inner = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    whole = language == "en"
    return re.compile(rf"(?<![\w-])(?:{inner})(?![\w-])" if whole else inner)


def _say(language: str, pairs: Mapping[str, str]) -> _Say:
    forms: dict[str, str] = {}
    for old, new in pairs.items():
        forms |= _forms(language, old, new)
    pattern = _pattern(language, tuple(forms))
    return lambda text: pattern.sub(lambda match: forms[match[0]], text)


def _said(value: Any, says: Mapping[str, _Say]) -> Any:
    """Return a part of a definition with every text in it said anew."""
    if isinstance(value, tuple):
        return tuple(_said(each, says) for each in value)
    if isinstance(value, Mapping):
        if set(value) == set(LANGUAGES):
            return _text(value, says)
        return {key: _said(each, says) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields_of(value) if field.name != _EXAMPLES]
        return replace(value, **{n: _said(getattr(value, n), says) for n in names})
    return value


def _text(text: Text, says: Mapping[str, _Say]) -> Text:
    return {
        language: says[language](words) if language in says else words
        for language, words in text.items()
    }


def _own(top: Fields, base: Questionnaire) -> dict[str, Any]:
    """Read the texts of the head that the overlay writes itself."""
    pairs = {pair.id: pair.text for pair in base.contradictions}
    worded = _worded(top, "contradictions", pairs)
    found: dict[str, Any] = {
        "owners": _worded(top, "owners", base.owners),
        "contradictions": tuple(
            replace(pair, text=worded[pair.id]) for pair in base.contradictions
        ),
    }
    lists: Mapping[str, Callable[[Fields], Any]] = {
        "levels": lambda head: build_head.rungs(head, "levels"),
        "stages": lambda head: build_head.rungs(head, "stages"),
        "duties": build_initiatives.duties,
        "pitfalls": build_initiatives.pitfalls,
    }
    for key, read in lists.items():
        own = read(top)
        if own:
            found[key] = own
    return found


def _worded(top: Fields, key: str, known: Mapping[str, Text]) -> dict[str, Text]:
    """Read texts by id that stand for the base's."""
    found = dict(known)
    for name, node in top.entries(key, required=False).items():
        if name not in known:
            todo = f"name one of {', '.join(known)}"
            text = f"{key} is not resolved; {shown(name)} given; {todo}"
            top.fault_at(key, text)
        found[name] = top.as_text(node, name)
    return found
