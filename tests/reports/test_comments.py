"""S-32 in spirit: what people wrote, and never who; S-01, F-46 for hostile comments."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from assessment.reports import build_report, html
from assessment.reports.build_comments import MOST, Said, without_names
from assessment.reports.build_context import Context
from assessment.reports.fitting import ELLIPSIS, MM, PT, lines, shortened
from assessment.reports.masking import masked, people_pattern
from assessment.reports.words import label
from questionnaires.model import LANGUAGES
from scoring.answers import Answer
from scoring.engine import score
from tests.reports import stories

QUESTIONS = (
    "leadership.vision.shared",
    "leadership.vision.guides",
    "leadership.response-to-change.signals",
    "leadership.response-to-change.crisis",
)
HOSTILE = '"><svg onload=window.x=1>{{7*7}}'


ROLES = ("executive", "manager", "frontline")


def result_of(*comments, roles=ROLES):
    """A result where each of ``comments``, (person, text), is on some question."""
    answers = tuple(
        Answer(
            "capability-model", QUESTIONS[i % len(QUESTIONS)], 3, person,
            roles[i % len(roles)], comment=text,
        )
        for i, (person, text) in enumerate(comments)
    )  # fmt: skip
    given = replace(stories.assessment(), answers=answers)
    return score(given, stories.definitions())


def said(*comments, language="en", roles=ROLES):
    """All that was written on leadership."""
    definitions = stories.definitions()
    context = Context(result_of(*comments, roles=roles), definitions, language)
    dimension = definitions["capability-model"].dimension_by_id["leadership"]
    return Said.of(context, context.model, dimension)


def leadership(*comments, **changes):
    """The comments on leadership that are shown where there is room for them."""
    return said(*comments, **changes).fitting(1_000)


def texts(comments):
    return [text for theme in comments.themes for text in theme.texts]


def people(count):
    return [(f"person-{i}", f"Remark number {'abcdefghij'[i]}") for i in range(count)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_are_shown_from_five_people_on_and_never_below(language):
    five = leadership(*people(5), language=language)
    assert sorted(texts(five)) == [text for _, text in people(5)]
    four = leadership(*people(4), ("person-0", "Once more"), language=language)
    assert four.themes == ()
    assert label("masked", language, "dimension_words") not in four.note
    few, nobody = four.note, leadership(("a", " "), language=language).note
    assert len({few, nobody, five.note}) == 3


def test_one_person_under_five_questions_is_one_person():
    five = [("person-1", text) for _, text in people(8)]
    assert leadership(*five).themes == ()


def test_the_theme_is_the_capability_of_the_question():
    found = leadership(*people(5))
    assert {theme.title: sorted(theme.texts) for theme in found.themes} == {
        "Shared mission, vision and values": [
            "Remark number a", "Remark number b", "Remark number e",
        ],
        "Response to change": ["Remark number c", "Remark number d"],
    }  # fmt: skip


def test_the_order_is_of_the_texts_and_not_of_the_people():
    rows = people(5)
    first = leadership(*rows)
    # Other people, other roles, answered the other way round, at the same questions.
    order = [4, 1, 2, 3, 0]
    again = leadership(
        *[(f"other-{9 - i}", rows[j][1]) for i, j in enumerate(order)],
        roles=("frontline",),
    )
    assert first == again
    written = [text for _, text in rows]
    assert [texts(first).index(text) for text in written] != list(range(5))


def test_no_person_or_role_stands_with_a_comment():
    rows = [(f"resp-{i}", f"resp-{i} says so, and RESP-0 too") for i in range(5)]
    report = build_report(result_of(*rows), stories.definitions(), "en")
    comments = report.dimensions.pages[0].comments
    assert comments.themes
    assert "resp-" not in repr(comments).casefold()
    assert {field.name for field in fields(comments.themes[0])} == {"title", "texts"}
    assert "resp-" not in html(report, ["dimensions"]).casefold()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Write to a.b+c@firm.example.", "Write to X.", id="mail"),
        pytest.param("请写信给wang@firm.cn谢谢", "请写信给X谢谢", id="mail in Chinese"),
        pytest.param("Ask 用户@例子.公司 now", "Ask X now", id="mail in other letters"),
        pytest.param("Ring +44 (0)20 7946 0018!", "Ring X!", id="British number"),
        pytest.param("手机13812345678打来", "手机X打来", id="mobile number"),
        pytest.param("請撥02-2345-6789分機12", "請撥XX", id="Taiwanese number"),
        pytest.param("Call ext. 4412", "Call X", id="extension"),
        pytest.param("On 2026-11-21 and 2024-2025", None, id="dates stay"),
        pytest.param("11 days, 3.5 points, 1,200 calls", None, id="figures stay"),
        pytest.param(
            "Anna said it, Schmidt too", "X said it, X too", id="name's parts"
        ),
        pytest.param("annals of r12 and R1", "annals of r12 and X", id="id is no part"),
        pytest.param("The head of marketing wept", "The X wept", id="a post whole"),
        pytest.param("The head wept at marketing", None, id="a post's words stay"),
        pytest.param("王小明说过", "X说过", id="Chinese name"),
        pytest.param("a\u202eb\u0007c", "abc", id="controls and overrides"),
    ],
)
def test_what_names_somebody_is_masked(text, expected):
    known = people_pattern(
        ["r1", "a", "Anna Schmidt", "Head of marketing", "王小明", ""]
    )
    assert masked(text, known, "X") == (text if expected is None else expected)


def test_names_that_only_the_database_knows_are_masked_too():
    result = stories.scored()
    rows = [dict(row) for row in result.answers]
    rows[0]["comment"] = "Ask Anna Schmidt"
    told = without_names(replace(result, answers=tuple(rows)), ["Anna Schmidt"])
    assert told.answers[0]["comment"] == f"Ask [{ELLIPSIS}]"
    assert replace(told, answers=result.answers) == result
    assert without_names(result, []) is result


@pytest.mark.parametrize("language", LANGUAGES)
def test_s01_f46_hostile_comments_are_text_and_fit(language):
    evil = [HOSTILE, "W" * 300, "word " * 5_000, "概念" * 3_000, "\ud800\0 odd"]
    rows = [(f"p{i}", text) for i, text in enumerate(evil)]
    for text in texts(leadership(*rows, language=language)):
        assert lines(text, 124, 8.5, language) <= 3
    whole = texts(leadership(*rows, language=language))
    assert len(whole) == 5
    assert HOSTILE in whole
    assert {text[:20] for text in whole} >= {"W" * 20, "概念" * 10}
    report = build_report(result_of(*rows), stories.definitions(), language)
    assert "<svg onload" not in html(report, ["dimensions"])


def test_at_most_six_and_the_rest_is_in_the_workbook():
    everything = said(*people(10))
    found = everything.fitting(1_000)
    assert len(texts(found)) == MOST
    assert found.note.endswith("the others are in the workbook (4 more).")
    assert everything.fitting(everything.needed()) == found
    assert len(texts(everything.fitting(everything.needed() - 1))) == MOST - 1
    none = everything.fitting(0)
    assert none.themes == ()
    assert "no room" in none.note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("short", "short", id="fits"),
        pytest.param("one two three four", f"one two{ELLIPSIS}", id="after a word"),
        pytest.param("one two, three four", f"one two{ELLIPSIS}", id="no comma left"),
        pytest.param("W" * 40, None, id="a long word is cut"),
        pytest.param("客户换工作我们都不知道啊啊", None, id="Chinese anywhere"),
    ],
)
def test_long_texts_end_after_a_word(text, expected):
    room = 62 * PT / MM  # about thirteen letters of ten points
    found = shortened(text, room, 10, "en")
    if expected is not None:
        assert found == expected
    else:
        assert found.endswith(ELLIPSIS)
        assert text.startswith(found[:-1])
        assert len(found) > 4


def test_comments_on_questions_that_do_not_apply_are_not_told():
    result = result_of(*people(6))
    part = result.of("capability-model")
    asked = tuple(
        replace(row, state="hidden") if row.id == QUESTIONS[0] else row
        for row in part.questions
    )
    parts = tuple(
        replace(each, questions=asked) if each is part else each
        for each in result.questionnaires
    )
    context = Context(
        replace(result, questionnaires=parts), stories.definitions(), "en"
    )
    model = context.definition(part)
    # Two of the six wrote at the question that does not apply.
    found = Said.of(context, part, model.dimension_by_id["leadership"])
    assert (found.people, found.themes) == (4, ())
