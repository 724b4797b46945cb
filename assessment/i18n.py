"""Languages: which one a page is in, and what happens where a word is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from babel import dates
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, Domain, force_locale, get_babel, refresh
from flask_login import current_user

from assessment.typography import bracketed
from questionnaires.model import LANGUAGES, Text

NAMES: Final = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
SWITCH: Final = "switch_language"
"""Name of the submit buttons that re-render a form in another language."""
MISSING: Final = "⟦en⟧ "
"""Stands before an English text that has no translation yet."""

_DATES: Final = {"en": "en_GB"}
_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})


class Marked(NullTranslations):
    """The last resort: English, visibly marked, so that a gap is never missed."""

    def gettext(self, message: str) -> str:
        """Return the English text with the mark before it."""
        return MISSING + message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the English singular or plural with the mark before it."""
        return MISSING + (msgid1 if n == 1 else msgid2)

    def upgettext(self, context: str, message: str) -> str:
        """Return the English text with the mark before it."""
        return MISSING + message

    def unpgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        """Return the English singular or plural with the mark before it."""
        return MISSING + (singular if num == 1 else plural)


@dataclass(frozen=True, slots=True)
class Voice:
    """A language and its words; a page asks for both dozens of times."""

    tag: str
    words: Translations


class MarkingDomain(Domain):  # type: ignore[misc]  # Flask-Babel is untyped
    """All features' catalogues in one, with the visible mark as last resort."""

    @cached_property
    def voices(self) -> dict[str, Voice]:
        """Each language with its merged catalogue, read once a process."""
        return {tag: Voice(tag, self._read(tag)) for tag in LANGUAGES}

    def get_translations(self) -> Translations:
        """Return the merged catalogue of the page's language."""
        return _voice().words

    def _read(self, tag: str) -> Translations:
        with force_locale(locale_of(tag)):
            found: Translations = super().get_translations()
        if tag != "en":
            found.add_fallback(Marked())
        return found


class MarkingBabel(Babel):  # type: ignore[misc]  # Flask-Babel is untyped
    """Flask-Babel with the domain above."""

    @cached_property
    def domain_instance(self) -> MarkingDomain:
        """The domain of all features."""
        return MarkingDomain(domain=self.domain)


def init_app(app: Flask) -> None:
    """Set up the catalogues (one folder a feature) and the language of each page."""
    folder = Path(app.root_path) / "translations"
    features = sorted(str(path) for path in folder.glob("*") if path.is_dir())
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(features)
    MarkingBabel().init_app(app, locale_selector=lambda: locale_of(language()))
    # Flask-Babel's own look the language up anew for every word.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # Jinja's i18n
        gettext=lambda message: _voice().words.ugettext(message),
        ngettext=lambda one, many, n: _voice().words.ungettext(one, many, n),
        newstyle=True,
    )
    app.before_request(_remember)
    app.jinja_env.globals.update(
        language=language,
        language_names=NAMES,
        text=text,
        bracketed=lambda words: bracketed(words, language()),
        space=lambda: " " if language() == "en" else "",
        SWITCH=SWITCH,
    )
    app.jinja_env.filters["dateformat"] = day


def locale_of(tag: str) -> str:
    """Return Babel's name of a language tag: ``zh-Hant`` is ``zh_Hant``."""
    return tag.replace("-", "_")


def language() -> str:
    """Return the language tag of this page: ``en``, ``zh-Hans`` or ``zh-Hant``."""
    return _voice().tag


def speak(tag: str) -> None:
    """Go on in another language, from now to the end of the request."""
    g.voice = _voices()[tag]
    refresh()


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Speak another language within a ``with`` block."""
    before = _voice()
    g.voice = _voices()[tag]
    try:
        with force_locale(locale_of(tag)):
            yield
    finally:
        g.voice = before


def text(words: Text) -> str:
    """Return a definition's text in the page's language, or marked in English."""
    tag = language()
    return words[tag] if tag in words else MISSING + words["en"]


def day(value: date, width: str = "long") -> str:
    """Return a date in the page's language; English as in Britain: 21 November 2026."""
    return dates.format_date(
        value, width, locale=_DATES.get(language()) or locale_of(language())
    )


def select() -> str:
    """Choose: asked for now, chosen before, the person's own, the browser's."""
    if not has_request_context():
        return str(current_app.config["LANGUAGE"])
    chosen = (request.args.get("lang"), session.get("language"), _own())
    for tag in chosen:
        if tag in LANGUAGES:
            return tag
    return negotiate() or str(current_app.config["LANGUAGE"])


def negotiate() -> str | None:
    """Return the browser's first language that we have, or ``None``.

    Babel and Werkzeug negotiate ``zh-TW`` to nothing, so we map it by hand.
    """
    for tag, _quality in request.accept_languages:
        found = _mapped(tag)
        if found is not None:
            return found
    return None


def switched() -> bool:
    """Whether this POST only asks for the same form in another language."""
    return request.method == "POST" and request.form.get(SWITCH) in LANGUAGES


def _mapped(tag: str) -> str | None:
    primary, *rest = tag.lower().replace("_", "-").split("-")
    if primary == "en":
        return "en"
    if primary != "zh":
        return None
    if "hans" in rest:
        return "zh-Hans"
    return "zh-Hant" if _TRADITIONAL.intersection(rest) else "zh-Hans"


def _own() -> str | None:
    own: Any = getattr(current_user, "language", None)
    return own if own in LANGUAGES else None


def _remember() -> None:
    if request.endpoint == "static":
        return
    asked = request.form.get(SWITCH) if switched() else request.args.get("lang")
    if asked in LANGUAGES and session.get("language") != asked:
        session["language"] = asked
        speak(str(asked))


def _voice() -> Voice:
    """Return the language of this page, chosen once a request."""
    found: Voice | None = g.get("voice")
    if found is None:
        found = g.voice = _voices()[select()]
    return found


def _voices() -> dict[str, Voice]:
    found: dict[str, Voice] = get_babel().instance.domain_instance.voices
    return found


def catalogue_folders() -> list[str]:
    """Return the folders of all features' catalogues."""
    return list(get_babel().translation_directories)
