"""What the pages of benchmarks say of codes, refusals and numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from assessment.benchmarks import offers, services
from assessment.benchmarks.models import SYNTHETIC, PoolScore
from assessment.benchmarks.services import ReleaseRefusedError
from assessment.benchmarks.snapshot import OVERALL
from assessment.engagements import industries, words
from assessment.i18n import day, language, text
from questionnaires import loader
from questionnaires.loader import UnknownQuestionnaireError
from questionnaires.model import Questionnaire
from scoring.release import MILLION

_DIMENSIONS: Final = {
    OVERALL: _l("Overall score"),
    "position": _l("Position on the continuum"),
    "target": _l("Target on the continuum"),
}
_REFUSALS: Final = {
    offers.NOT_SCORED: _l(
        "It cannot be given: too few questions are answered for an overall score."
    ),
    offers.UNSURE: _l(
        "It cannot be given: the position is provisional. Criteria lack an answer or "
        "evidence, or people disagree about them."
    ),
    offers.BY_UNIT: _l(
        "It cannot be given: it was assessed by unit, and has no position as a whole."
    ),
}
_RELEASES: Final = {
    services.TAMPERED: _l(
        "This release was changed after it was signed. Ask its issuer for the file "
        "again."
    ),
    services.NAME_TAKEN: _l("There is a release called %(fact)s already."),
    services.NOT_LATER: _l(
        "There is a release of %(fact)s already; a new one must be of a later day."
    ),
    services.TOO_FEW: _l(
        "There are fewer than %(fact)s company groups in the pool: nothing can be "
        "published."
    ),
}


def questionnaire(key: str) -> str:
    """Return a questionnaire's title with its version; one not here stays its key."""
    found = _definition(key)
    if found is None:
        return key
    return str(
        _(
            "%(title)s, version %(number)s",
            title=text(found.title),
            number=found.version,
        )
    )


def dimension(key: str, name: str) -> str:
    """Return a dimension's title; an unknown one stays its id."""
    if name in _DIMENSIONS:
        return str(_DIMENSIONS[name])
    found = _definition(key)
    known = found.dimension_by_id.get(name) if found else None
    return text(known.title) if known else name


def in_order(key: str, scores: Sequence[PoolScore]) -> list[PoolScore]:
    """Return scores in the order of the questionnaire, the overall score first."""
    found = _definition(key)
    known = [*_DIMENSIONS, *(found.dimension_by_id if found else ())]
    places = {name: place for place, name in enumerate(known)}
    return sorted(
        scores, key=lambda row: (places.get(row.dimension, len(places)), row.dimension)
    )


def _definition(key: str) -> Questionnaire | None:
    try:
        return loader.load(*key.split("@"))
    except (UnknownQuestionnaireError, TypeError):
        return None


def score(millionths: int) -> str:
    """Return a score as it is stored, without the zeros at its end."""
    return f"{(Decimal(millionths) / MILLION).normalize():f}"


def industry(code: str | None) -> str | None:
    """Return an industry's name with its code."""
    return industries.name(code, language())


def region(code: str | None) -> str | None:
    """Return a region's name."""
    return words.region(code)


def size(code: str | None) -> str | None:
    """Return a size in words."""
    return str(words.SIZES.get(code, code)) if code else None


def origin(provenance: str | None) -> str:
    """Return where a record comes from."""
    if provenance == SYNTHETIC:
        return str(_("Synthetic"))
    return provenance or str(_("This installation"))


def refusal(why: str) -> str:
    """Return why a questionnaire gives no record."""
    return str(_REFUSALS[why])


def doubt(reason: str) -> str:
    """Return why a record is kept out: found in the answers, or what somebody wrote."""
    kind, _colon, share = reason.partition(":")
    if kind != offers.DOUBTED:
        return reason
    people, _slash, everybody = share.partition("/")
    return str(
        _(
            "%(people)s of %(all)s people answered very fast or nearly always the same",
            people=people,
            all=everybody,
        )
    )


def release_refusal(error: ReleaseRefusedError) -> str:
    """Return why a release is not made or taken in."""
    fact = error.fact
    shown = day(fact) if isinstance(fact, dt.date) else str(fact)
    return str(_RELEASES[error.why]) % {"fact": shown}
