"""Interview guides and evidence lists: every question of a role, and nobody else's."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pytest
from docx import Document

from assessment.guides import model, written
from questionnaires import loader
from questionnaires.model import LANGUAGES
from scoring.answers import ROLES, is_asked
from tests.support.definitions import own_model

KEYS = ("capability-model", "continuum")


def definitions():
    return [loader.load(key, "1.0") for key in KEYS]


def items(guide):
    return [item for block in guide.blocks for item in block.items]


class Text(HTMLParser):
    """What a browser shows of a document, its style left out."""

    def __init__(self, page):
        super().__init__()
        self.parts, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_data(self, data):
        if "style" not in self.open[-1:]:
            self.parts.append(data)

    @property
    def words(self):
        return " ".join(" ".join(self.parts).split())


def shown(guide):
    return Text(written.FORMATS["html"](guide).decode()).words


def typed(guide):
    """Return the paragraphs and cells of the DOCX in reading order."""
    made = Document(io.BytesIO(written.FORMATS["docx"](guide)))
    found = [paragraph.text for paragraph in made.paragraphs]
    found += [c.text for t in made.tables for row in t.rows for c in row.cells]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_asked_its_own_questions_in_order(role):
    guide = model.build(definitions(), model.Wanted("interview", role))
    asked = [
        question.id
        for definition in definitions()
        for question in definition.questions()
        if is_asked(question, role)
    ]
    assert [item.id for item in items(guide)] == asked
    assert 0 < len(asked) < sum(len(each.by_id) for each in definitions())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reading", [shown, typed])
def test_question_anchors_and_evidence_stand_in_the_guide(language, reading):
    wanted = model.Wanted("interview", "manager", language)
    guide = model.build(definitions(), wanted)
    text = "\n".join(reading(guide)) if reading is typed else reading(guide)
    for item in items(guide):
        assert item.text in text
        assert item.see in text
        assert all(anchor in text for _, anchor in item.listen)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reading", [shown, typed])
def test_the_list_names_every_piece_of_evidence_with_what_it_shows(language, reading):
    guide = model.build(definitions(), model.Wanted("evidence", language=language))
    text = "\n".join(reading(guide)) if reading is typed else reading(guide)
    wanted = [q for each in definitions() for q in each.questions() if q.evidence]
    assert [item.id for item in items(guide)] == [question.id for question in wanted]
    for question in wanted:
        assert question.evidence[language] in text
        assert question.text[language] in text


def test_the_core_form_asks_the_core_alone():
    asked = model.build(definitions(), model.Wanted("interview", form="core"))
    core = [q.id for each in definitions() for q in each.questions() if q.core]
    assert [item.id for item in items(asked)] == core


def test_a_dimension_is_named_once():
    guide = model.build(definitions(), model.Wanted("interview"))
    named = [block.dimension for block in guide.blocks if block.dimension]
    titles = [d.title["en"] for each in definitions() for d in each.dimensions]
    assert named == titles


def test_a_consultants_own_model_has_a_guide_without_what_it_does_not_say():
    guide = model.build([own_model()], model.Wanted("interview"))
    assert [item.id for item in items(guide)] == list(own_model().by_id)
    page = written.FORMATS["html"](guide).decode()
    assert "Not to be confused" not in page
    assert not re.search(r">\s*None\s*<", page)


def test_texts_cannot_end_their_element():
    wanted = model.Wanted("interview", organisation="<script>alert(1)</script>")
    page = written.FORMATS["html"](model.build([own_model()], wanted)).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_same_guide_is_the_same_document():
    wanted = model.Wanted("evidence", "executive", "zh-Hant")
    one, other = (
        Document(
            io.BytesIO(written.FORMATS["docx"](model.build(definitions(), wanted)))
        )
        for _ in range(2)
    )
    assert one.element.xml == other.element.xml
    assert one.core_properties.created.year == 2000


@pytest.mark.parametrize(
    ("language", "font"),
    [("zh-Hans", "Microsoft YaHei"), ("zh-Hant", "Microsoft JhengHei")],
)
def test_word_shows_chinese_in_a_font_of_its_script(language, font):
    wanted = model.Wanted("interview", language=language)
    made = Document(
        io.BytesIO(written.FORMATS["docx"](model.build(definitions(), wanted)))
    )
    for name in ("Normal", "Heading 1", "Heading 3"):
        assert f'w:eastAsia="{font}"' in made.styles[name].element.xml
