"""The installation's brand: read for reports, changed by an administrator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import CursorResult, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.accounts.services import actor
from assessment.audit import services as audit
from assessment.branding.brand import NO_BRAND, Brand, Logo
from assessment.branding.models import ONLY, StoredBrand
from assessment.db import table, utcnow
from assessment.errors import StaleError

_BRANDS: Final = table(StoredBrand)
SUBJECT: Final = "brand:1"


class BrandConflictError(StaleError):
    """Someone else changed the brand since the page was made."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The stored brand and its version; 0 is the house's look, never changed."""

    brand: Brand
    version: int


def get_brand(session: Session) -> Brand:
    """Return the brand that reports wear; the house's own where none was ever set."""
    return get_kept(session).brand


def get_kept(session: Session) -> Kept:
    """Return the brand with its version, to be changed."""
    row = session.get(StoredBrand, ONLY, populate_existing=True)
    return Kept(brand_of(row), row.version if row else 0)


def save_brand(session: Session, user: User, brand: Brand, *, seen: int) -> None:
    """Store a brand whose parts were checked, over the version that was seen.

    Raises:
        BrandConflictError: If somebody else saved since; nothing is changed.
    """
    values = _values(brand)
    if not (
        _inserted(session, values) if seen == 0 else _updated(session, values, seen)
    ):
        session.rollback()
        raise BrandConflictError
    said = {"version": seen + 1, "logo": brand.logo is not None}
    audit.record(
        session, audit.INSTALLATION, actor(user), "brand.changed", SUBJECT, **said
    )
    session.commit()


def _inserted(session: Session, values: Mapping[str, Any]) -> bool:
    """Tell whether the brand is now the first one."""
    try:
        session.execute(insert(_BRANDS), {"id": ONLY, "version": 1, **values})
    except IntegrityError:
        return False
    return True


def _updated(session: Session, values: Mapping[str, Any], seen: int) -> bool:
    """Tell whether the brand replaced the version that was seen."""
    query = (
        update(_BRANDS)
        .where(_BRANDS.c.id == ONLY, _BRANDS.c.version == seen)
        .values(version=seen + 1, **values)
    )
    return cast("CursorResult[Any]", session.execute(query)).rowcount == 1


def _values(brand: Brand) -> dict[str, Any]:
    logo = brand.logo
    return {
        "document": _plain(brand),
        "logo": logo and logo.content,
        "logo_kind": logo and logo.kind,
        "logo_width": logo and logo.width,
        "logo_height": logo and logo.height,
        "changed_at": utcnow(),
    }


def _plain(brand: Brand) -> dict[str, Any]:
    return {
        "name": brand.name,
        "contact": brand.contact,
        "primary": brand.primary,
        "secondary": brand.secondary,
        "confidentiality": dict(brand.confidentiality),
        "sections": None if brand.sections is None else list(brand.sections),
        "blocks": {place: dict(words) for place, words in brand.blocks.items()},
    }


def brand_of(row: StoredBrand | None) -> Brand:
    """Return what is stored as a brand; the house's look where nothing is."""
    if row is None:
        return NO_BRAND
    plain = dict(row.document)
    sections = plain.pop("sections")
    return Brand(**plain, logo=_logo(row), sections=sections and tuple(sections))


def _logo(row: StoredBrand) -> Logo | None:
    if row.logo is None or row.logo_kind is None:
        return None
    width, height = row.logo_width or 0, row.logo_height or 0
    return Logo(bytes(row.logo), row.logo_kind, width, height)
