"""How it was done and what it is not, and where the rest can be looked up."""

from __future__ import annotations

from collections.abc import Iterator

from pptx.util import Pt

from assessment.handoffs.slides.deck import Deck
from assessment.handoffs.slides.fitting import Para
from assessment.handoffs.slides.page import Page, below
from assessment.handoffs.slides.tables import Column, TableText, row
from assessment.handoffs.slides.tokens import Box
from assessment.handoffs.slides.words import say
from assessment.reports.model import CountRow
from assessment.reports.words import percent


def method(deck: Deck) -> None:
    """Add how it was scored, who answered, and what is to be checked."""
    told = deck.report.method
    page = deck.page(deck.say("not_certificate"))
    left, right = page.box.columns(1.5, 1)
    said = [Para(text, 12) for text in (*told.sentences, *deck.report.peers.none)]
    page.text(left, [Para(deck.say("how_scored"), 14, bold=True), *said])
    roles, grades, checks = right.rows(1.1, 1.2, 1)
    heads = [Column(deck.say("role"), 2)]
    heads += [Column(deck.say(key), number=True) for key in ("respondents", "invited")]
    _counts(page, roles, heads, told.roles)
    heads = [Column(deck.say("evidenced"), 2), Column(deck.say("answers"), number=True)]
    _counts(page, grades, heads, told.grades)
    page.text(checks, _checks(deck))
    page.note(*told.sentences, told.left_out, *_covered(deck))
    page.finish()


def details(deck: Deck) -> None:
    """Add where every answer and every number can be looked up."""
    told = deck.report.method
    page = deck.page(say("details_title", deck.language))
    keys = ("details_report", "details_excel", "details_charts", "details_notes")
    used = page.text(
        page.box.top_of(Pt(130)), [Para(say(key, deck.language), 14) for key in keys]
    )
    shares = {"questionnaire": 2.2, "version": 0.6, "fingerprint": 5}
    heads = [Column(deck.say(key), share) for key, share in shares.items()]
    rows = [row(each.title, each.version, each.fingerprint) for each in told.sources]
    if rows:
        alt = deck.say("questionnaires")
        page.table(below(page.box, used), TableText(heads, rows, alt, 11))
    colon = say("colon", deck.language)
    page.note(
        f"{deck.say('method_version')}{colon}{told.method}",
        f"{deck.say('engine_version')}{colon}{told.engine}",
        deck.say("made_with"),
    )
    page.finish()


def _counts(
    page: Page, place: Box, heads: list[Column], rows: tuple[CountRow, ...]
) -> None:
    cells = [
        row(each.name, f"{each.n:,}", "–" if each.of is None else f"{each.of:,}")
        for each in rows
    ]
    if cells:
        shown = [found[: len(heads)] for found in cells]
        page.table(place, TableText(heads, shown, heads[0].title, 11))


def _checks(deck: Deck) -> Iterator[Para]:
    yield Para(deck.say("to_check"), 13, bold=True)
    for text in deck.report.method.flags or (deck.say("nothing_to_check"),):
        yield Para(text, 11)
    if deck.report.method.left_out:
        yield Para(deck.report.method.left_out, 11)


def _covered(deck: Deck) -> Iterator[str]:
    colon = say("colon", deck.language)
    for profile in deck.report.profiles:
        yield f"{profile.title}{colon}{percent(profile.headline.coverage)}"
        for each in profile.dimensions:
            status = deck.say(each.status.replace("-", "_"))
            yield f"– {each.title}{colon}{percent(each.coverage)} · {status}"
