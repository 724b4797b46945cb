"""Respondents answer: with and without script, by keyboard, on a narrow phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from assessment import db
from assessment.answering.models import Answer
from assessment.engagements import models
from tests.browser.hands import Hands, Keys
from tests.browser.replies import Reply, replies
from tests.browser.respondent import Respondent
from tests.browser.targets import large_enough

pytestmark = pytest.mark.xdist_group("browser-answering")

POINTED = """addEventListener(
  "pointerdown", event => pointed(event.target.outerHTML.slice(0, 160)), true)"""


@pytest.fixture
def link(scene, request):
    """A frontline person's personal link into an assessment of this test's own."""
    seeded = scene.seed(f"{request.node.name} Bank"[:60])
    return f"{scene.url}/i/{seeded.tokens['frontline']}"


def person(hands: Hands, link: str, role: str = "frontline") -> Respondent:
    return Respondent(hands, link, role, replies(role, 1))


def test_answers_are_saved_one_by_one_and_found_after_the_browser_was_closed(
    open_context, link
):
    context = open_context()
    first = person(Hands(context.new_page()), link)
    first.open()
    half = first.sections[:4]
    first.answer(half)
    context.close()

    again = person(Hands(open_context().new_page()), link)
    again.open()
    again.find_everything(half)


def test_f65_everything_can_be_answered_without_javascript(open_context, link):
    context = open_context("zh-Hant", 320, java_script_enabled=False)
    someone = person(Hands(context.new_page()), link)
    someone.open()
    someone.answer(someone.sections, saves=False)
    someone.find_everything(someone.sections)
    someone.submit()

    expect(someone.page.locator("h1")).to_contain_text("submitted")


def test_f67_rated_parts_are_taken_back_by_keyboard(open_context, scene):
    seeded = scene.seed("Taken Back Bank")
    hands = Keys(open_context("en", 320).new_page())
    someone = person(hands, f"{scene.url}/i/{seeded.tokens['manager']}", "manager")
    someone.open()
    outcomes = next(s for s in someone.sections if s.dimension.id == "outcomes")
    question = outcomes.questions[0]
    someone.enter(outcomes)
    box = someone.page.locator(f'[data-question="{question.id}"]')
    expect(box.locator(".rated")).to_be_hidden()
    for part in question.parts:
        hands.choose(box.locator(f'[name="{question.id}:{part.key}"][value="40"]'))
    hands.choose(box.locator(f'[name="{question.id}"][value=dk]'))

    expect(box.locator(".rated")).to_be_visible()
    assert not hands.faults, "\n".join(dict.fromkeys(hands.faults))


def test_f67_everything_can_be_answered_by_keyboard_alone(open_context, scene):
    """Every question of a role, the check page and submitting, without a pointer."""
    seeded = scene.seed("Keyboard Alone Bank")
    context = open_context("en", 320)
    pointed: list[str] = []
    # Not the method itself, on which the browser's client cannot leave its mark.
    context.expose_function("pointed", lambda what: pointed.append(what))
    context.add_init_script(POINTED)
    hands = Keys(context.new_page())
    someone = person(hands, f"{scene.url}/i/{seeded.tokens['frontline']}")
    someone.open()
    someone.answer(someone.sections)
    someone.submit()

    assert not hands.faults, "\n".join(dict.fromkeys(hands.faults))
    assert not pointed, "\n".join(pointed)
    expect(someone.page.locator("h1")).to_contain_text("submitted")
    assert answers_of(scene, seeded, "frontline") == someone.replies


class Thumbs(Hands):
    """Hands that also look at a page before they leave it: answers unfold more."""

    def press(self, target):
        self._looked()
        super().press(target)


@pytest.mark.xdist_group("browser-more")
def test_f67_a_whole_assessment_is_answered_on_a_small_phone(open_context, scene):
    """Everything of both questionnaires at 320 by 640, saved as it is given."""
    seeded = scene.seed("Small Phone Bank")
    seen: list[str] = []

    def look(page):
        large_enough(page)
        seen.append(page.url)

    context = open_context("zh-Hans", 320, 640, has_touch=True)
    link = f"{scene.url}/i/{seeded.tokens['executive']}"
    someone = person(Thumbs(context.new_page(), look), link, "executive")
    someone.open()
    someone.answer(someone.sections)
    someone.submit()

    expect(someone.page.locator("ol.tasks, form#answers")).to_have_count(0)
    places = [
        "/{questionnaire}/{dimension}".format(**s.place) for s in someone.sections
    ]
    assert all(any(place in url for url in seen) for place in places)
    assert answers_of(scene, seeded, "executive") == someone.replies


def answers_of(scene, seeded, role: str) -> dict[tuple[str, str], Reply]:
    """Return what is stored of a person who has submitted, as it was typed."""
    with scene.app.app_context():
        who = db.session().get_one(models.Respondent, seeded.respondents[role].id)
        assert who.submitted_at is not None
        rows = db.session().scalars(
            select(Answer).where(Answer.respondent_id == who.id)
        )
        return {(row.questionnaire, row.question): _typed(row) for row in rows}


def _typed(row: Answer) -> Reply:
    return Reply(
        row.value if isinstance(row.value, dict) else str(row.value),
        reason=row.reason or "",
        evidence="" if row.evidence == "none" else row.evidence,
        comment=row.comment or "",
        importance="" if row.importance is None else str(row.importance),
    )
