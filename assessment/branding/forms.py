"""Forms of the brand: its look, its sections, its own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FileField,
    HiddenField,
    StringField,
    TextAreaField,
    ValidationError,
)

from assessment.branding import checks, colours, labels, logo
from assessment.branding.brand import Brand, Logo, Words
from assessment.branding.offered import Offered, offered, usual
from assessment.branding.refusals import Refusal
from assessment.forms import DIGITS, Form
from assessment.i18n import NAMES, language
from questionnaires.model import LANGUAGES

Taken = TypeVar("Taken")
_MOST: Final = 99


class _Versioned(Form):
    """A form over the brand as it was when the page was made."""

    version = HiddenField()

    def seen(self) -> int:
        """Return the version that the page showed; 0 where somebody changed it."""
        given = (self.version.data or "")[:DIGITS]
        return int(given) if given.isascii() and given.isdigit() else 0


class _Checked:
    """A validator: what a check refuses is said at the field; empty is not checked."""

    field_flags: Final[dict[str, Any]] = {}

    def __init__(self, take: Callable[[str], object]) -> None:
        self._take = take

    def __call__(self, form: Form, field: Field) -> None:
        """Let the check look at what was typed.

        Raises:
            ValidationError: If it is refused.
        """
        if (field.data or "").strip():
            taken(self._take, field.data)


def taken(take: Callable[[str], Taken], given: str) -> Taken:
    """Return what a check makes of a text.

    Raises:
        ValidationError: With its reason, where it is refused.
    """
    try:
        return take(given)
    except Refusal as error:
        raise ValidationError(labels.refusal(error)) from error


class LookForm(_Versioned):
    """Name, contact, colours, logo and the running foot."""

    name = StringField(_l("Name of the consultancy"), [_Checked(checks.line)])
    contact = StringField(_l("Contact on the last page"), [_Checked(checks.line)])
    primary = StringField(_l("First colour"), [_Checked(colours.primary)])
    secondary = StringField(_l("Second colour"), [_Checked(colours.secondary)])
    logo = FileField(_l("Logo"))
    no_logo = BooleanField(_l("Remove the logo"))
    foot_en = StringField(
        _l("Confidentiality line in English"), [_Checked(checks.line)]
    )
    foot_hans = StringField(
        _l("Confidentiality line in Simplified Chinese"), [_Checked(checks.line)]
    )
    foot_hant = StringField(
        _l("Confidentiality line in Traditional Chinese"), [_Checked(checks.line)]
    )
    picture: Logo | None = None

    def validate_logo(self, field: Field) -> None:
        """Decode what was sent, and keep it for ``worn``.

        Raises:
            ValidationError: If it is no logo.
        """
        if not getattr(field.data, "filename", ""):
            return
        content = field.data.read(logo.MOST_BYTES + 1)
        try:
            self.picture = logo.read(content)
        except Refusal as error:
            raise ValidationError(labels.refusal(error)) from error

    def validate_foot_en(self, field: Field) -> None:
        """Ask for English where another language has a line.

        Raises:
            ValidationError: If it is missing.
        """
        _need_english(_words(self._feet()))

    def _feet(self) -> dict[str, Any]:
        feet = (self.foot_en, self.foot_hans, self.foot_hant)
        return dict(zip(LANGUAGES, (field.data for field in feet), strict=True))

    def worn(self, before: Brand) -> Brand:
        """Return the brand with what was typed; the logo stays where none was sent."""
        kept = None if self.no_logo.data else before.logo
        first, second = ((f.data or "").strip() for f in (self.primary, self.secondary))
        return replace(
            before,
            name=(self.name.data or "").strip(),
            contact=(self.contact.data or "").strip(),
            primary=colours.primary(first) if first else None,
            secondary=colours.secondary(second) if second else None,
            logo=self.picture or kept,
            confidentiality=_words(self._feet()),
        )


def look_of(brand: Brand) -> dict[str, Any]:
    """Return what a look's form shows of a stored brand."""
    feet = (brand.confidentiality.get(tag, "") for tag in LANGUAGES)
    return {
        "name": brand.name,
        "contact": brand.contact,
        "primary": brand.primary,
        "secondary": brand.secondary,
        **dict(zip(("foot_en", "foot_hans", "foot_hant"), feet, strict=True)),
    }


class WordsForm(_Versioned):
    """Own words at one place, a field a language: ``en``, ``zh-Hans``, ``zh-Hant``."""

    def words(self) -> Words:
        """Return what was typed, by language."""
        return {
            tag: checks.paragraphs(text)
            for tag, text in _words({tag: self[tag].data for tag in LANGUAGES}).items()
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every text can be set, and English is there for the others."""
        fine = super().validate(extra_validators)
        try:
            _need_english(_words({tag: self[tag].data for tag in LANGUAGES}))
        except ValidationError as error:
            self.refuse(self["en"], str(error))
            return False
        return bool(fine)


def words_form() -> type[WordsForm]:
    """Return a form class with a field for each language."""
    fields = {
        tag: TextAreaField(NAMES[tag], [_Checked(checks.paragraphs)])
        for tag in LANGUAGES
    }
    return type("OwnWordsForm", (WordsForm,), fields)


class SectionsForm(_Versioned):
    """A number for each section that is printed; fields are called ``at:<id>``."""

    def places(self) -> list[tuple[Offered, Field]]:
        """Return the sections that can be moved, each with its field."""
        return [(it, self[f"at:{it.id}"]) for it in movable()]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether numbers are numbers, none comes twice and the method is there."""
        fine = bool(super().validate(extra_validators))
        seen: set[int] = set()
        for _section, field in self.places():
            number = _number(field)
            if number is None:
                self.refuse(field, _("Enter a number from 1 to 99, or nothing."))
            elif number in seen:
                self.refuse(field, _("Another section has this number."))
            seen |= {number} if number else set()
            fine = fine and not field.errors
        if fine and not _number(self[f"at:{checks.KEPT}"]):
            kept = Refusal("section-kept", given=checks.KEPT)
            self.refuse(self[f"at:{checks.KEPT}"], labels.refusal(kept))
            return False
        return fine

    def chosen(self) -> tuple[str, ...] | None:
        """Return the ids in their order; ``None`` where they are the usual ones."""
        numbered = [(_number(field), it.id) for it, field in self.places()]
        found = tuple(name for number, name in sorted(filter(_is_set, numbered)))
        ordinary = tuple(name for name in usual() if name != checks.FIRST)
        if found == ordinary:
            return None
        return checks.sections(found, [it.id for it in offered()])


def sections_form() -> type[SectionsForm]:
    """Return a form class with a field for each section that can be moved."""
    fields = {f"at:{it.id}": StringField(it.title(language())) for it in movable()}
    return type("ChosenSectionsForm", (SectionsForm,), fields)


def numbers_of(brand: Brand) -> dict[str, str]:
    """Return what a form of sections shows of a stored brand."""
    ids = usual() if brand.sections is None else brand.sections
    moved = [name for name in ids if name != checks.FIRST]
    return {f"at:{name}": str(number) for number, name in enumerate(moved, 1)}


def movable() -> list[Offered]:
    """Return all sections but page one, which always comes first."""
    return [section for section in offered() if section.id != checks.FIRST]


def _is_set(numbered: tuple[int | None, str]) -> bool:
    return bool(numbered[0])


def _number(field: Field) -> int | None:
    """Return a field's number, 0 where it is empty, ``None`` where it has none."""
    given = (field.data or "").strip()
    if not given:
        return 0
    if given.isdecimal() and len(given) <= DIGITS and 0 < int(given) <= _MOST:
        return int(given)
    return None


def _words(typed: dict[str, Any]) -> Words:
    return {tag: text.strip() for tag, text in typed.items() if (text or "").strip()}


def _need_english(words: Words) -> None:
    try:
        checks.english(words)
    except Refusal as error:
        raise ValidationError(labels.refusal(error)) from error
