"""The organisation among its peers, and what others have published, as values.

Texts are in the reader's language; scores are 0-100, unrounded.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PeerRow:
    """A dimension beside its peers.

    ``n`` is how many peers there are, ``None`` where too few. ``middle`` is their
    median and middle half, or of few their mean; ``where`` is the share of them that
    scores lower, a bound of it, or a quarter, and ``interval`` that share's: whatever
    so many can tell, else a dash.
    """

    title: str
    score: float
    n: int | None
    middle: str
    where: str
    interval: str


@dataclass(frozen=True, slots=True)
class PeerPage:
    """One questionnaire among its peers; ``rows`` are empty for the continuum.

    ``lead`` says who the peers are and where the organisation stands among them,
    ``others`` the same of dimensions with other peers; ``source`` names the release,
    ``caution`` says that its peers are made up, empty where they are not; ``refused``
    says why closer peers were not used, ``notes`` the rest.
    """

    questionnaire: str
    title: str
    lead: tuple[str, ...]
    others: tuple[str, ...]
    source: str
    caution: str
    rows: tuple[PeerRow, ...]
    notes: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A published figure; ``about`` is population, region and year in one line."""

    metric: str
    value: str
    about: str
    source: str


@dataclass(frozen=True, slots=True)
class ReferenceGroup:
    """The published figures of one scale, which is not ours."""

    scale: str
    rows: tuple[ReferenceRow, ...]


@dataclass(frozen=True, slots=True)
class PeersPart:
    """All that is said of others.

    ``none`` are the sentences where no release is at hand, empty where one is;
    ``published`` says of the references that they stand below, empty without any.
    """

    pages: tuple[PeerPage, ...]
    none: tuple[str, ...]
    published: str
    references: tuple[ReferenceGroup, ...]
