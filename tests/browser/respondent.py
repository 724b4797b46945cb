"""A respondent at work: opening the link, answering, checking, submitting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from assessment.answering.sections import Section
from questionnaires.model import Question
from tests.browser.hands import Hands
from tests.browser.replies import Reply, asked

SAVED = re.compile(r"(Saved|已保存|已儲存)\D*\d\d:\d\d")
Replies = Mapping[tuple[str, str], Reply]


@dataclass
class Respondent:
    """One person with hands on the pages behind a personal link."""

    hands: Hands
    link: str
    role: str
    replies: Replies

    @property
    def page(self):
        return self.hands.page

    @property
    def sections(self) -> tuple[Section, ...]:
        return asked(self.role)

    def open(self) -> None:
        """Open the link; only its button lets anyone in."""
        self.hands.goto(self.link)
        self.hands.press(self.page.locator("form#open button.primary"))
        expect(self.page.locator("ol.tasks").first).to_be_visible()

    def answer(self, among: Iterable[Section], saves: bool = True) -> None:
        """Answer whole sections; ``saves`` says that the script must save each."""
        for section in among:
            self.enter(section)
            for question in section.questions:
                self.reply(section, question)
                if saves:
                    expect(self._box(question).locator("[data-state]")).to_have_text(
                        SAVED
                    )
            self.hands.press(self.page.locator("button[name=go][value=hub]"))
            expect(self.page.locator("ol.tasks").first).to_be_visible()

    def answer_one_by_one(self) -> None:
        """Answer everything in the view with one question a page."""
        self.hands.press(self.page.locator("button[name=view][value=one]"))
        first = self.sections[0]
        self.enter(first)
        for section in self.sections:
            for question in section.questions:
                expect(self._box(question)).to_be_visible()
                assert self.page.locator(".question[data-question]").count() == 1
                self.reply(section, question)
                self.hands.press(self.page.locator("button[name=go][value=next]"))

    def enter(self, section: Section) -> None:
        """Follow the task list's link to a section."""
        place = "/{questionnaire}/{dimension}".format(**section.place)
        link = self.page.locator(f'ol.tasks a[href*="{place}"]')
        self.hands.press(link.first)

    def reply(self, section: Section, question: Question) -> None:
        """Give the planned answer to a question of the page."""
        reply = self.replies[section.questionnaire.id, question.id]
        box = self._box(question)
        for name, value in self._radios(question, reply):
            self.hands.choose(_radio(box, name, value))
        if reply.reason:
            self.hands.pick(_named(box, f"{question.id}:reason"), reply.reason)
        if reply.evidence:
            self.hands.pick(_named(box, f"{question.id}:evidence"), reply.evidence)
        if reply.comment or reply.importance:
            self.hands.unfold(box.locator("details.more > summary"))
        if reply.comment:
            self.hands.fill(_named(box, f"{question.id}:comment"), reply.comment)
        if reply.importance:
            self.hands.pick(_named(box, f"{question.id}:importance"), reply.importance)

    def find_everything(self, among: Iterable[Section]) -> None:
        """Look at sections again: every answer is as it was given."""
        for section in among:
            self.enter(section)
            for question in section.questions:
                self._found(section, question)
            self.hands.press(self.page.locator("p.back a"))

    def submit(self) -> None:
        """Check and submit, from the task list or from the check page itself."""
        link = self.page.locator('a.button.primary[href$="/check"]')
        if link.count():
            self.hands.press(link)
        expect(self.page).to_have_url(re.compile(r"/check$"))
        self.hands.press(self.page.locator("form#submit button.primary"))
        expect(self.page.locator("ol.tasks")).to_have_count(0)

    def _found(self, section: Section, question: Question) -> None:
        reply = self.replies[section.questionnaire.id, question.id]
        box = self._box(question)
        for name, value in self._radios(question, reply):
            expect(_radio(box, name, value)).to_be_checked()
        for field in ("reason", "evidence", "comment", "importance"):
            given = getattr(reply, field)
            if given:
                expect(_named(box, f"{question.id}:{field}")).to_have_value(given)

    def _radios(self, question: Question, reply: Reply) -> list[tuple[str, str]]:
        if isinstance(reply.value, str):
            return [(question.id, reply.value)]
        return [(f"{question.id}:{key}", f"{n}") for key, n in reply.value.items()]

    def _box(self, question: Question) -> Locator:
        return self.page.locator(f'[data-question="{question.id}"]')


def _radio(box: Locator, name: str, value: str) -> Locator:
    return box.locator(f'input[name="{name}"][value="{value}"]')


def _named(box: Locator, name: str) -> Locator:
    return box.locator(f'[name="{name}"]')
