"""contract 4: what an answer may be, and every refusal with its place."""

from __future__ import annotations

import json

import pytest

from assessment import files
from questionnaires import loader

CARE = "first.care."
STAGE_5 = "stage-5"


def stage_5():
    dimension = loader.load("continuum").dimension_by_id[STAGE_5]
    return [question.id for question in dimension.questions()]


def document(**keys):
    return {"questionnaires": ["sample@1.0"], "answers": [], **keys}


def answer(question, value, **keys):
    return {"question": CARE + question, "value": value, **keys}


def one(question, value, **keys):
    data = files.from_json(document(answers=[answer(question, value, **keys)]), "d")
    return data.answers[0]


def refused(data):
    with pytest.raises(files.FileRefusedError) as caught:
        files.from_json(data, "d")
    return caught.value.faults


OUTCOME = {"level": 60, "trend": 40, "comparison": 20, "relevance": 80}
PRACTICE = {"intention": 75, "reality": 50, "effect": 25}


@pytest.mark.parametrize(
    ("question", "value", "kept"),
    [
        ("level", 0, 0),
        ("level", 5, 5),
        ("level", 3.0, 3),
        ("level", "dk", "dk"),
        ("level", None, None),
        ("level", "", None),
        ("gate", "l", "l"),
        ("gate", 0, 0),
        ("gate", 100, 100),
        ("practice", PRACTICE, PRACTICE),
        ("outcome", OUTCOME, OUTCOME),
        ("mood", "1", "1"),
        ("mood", 1, "1"),
        ("wish", -0.5, "-0.5"),
        ("size", -2.5, -2.5),
        ("words", "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ],
)
def test_value_is_kept(question, value, kept):
    assert one(question, value).value == kept


@pytest.mark.parametrize(
    ("question", "value"),
    [
        pytest.param("level", 6, id="S-30 level 6"),
        pytest.param("level", 2.5, id="S-30 level 2.5"),
        pytest.param("level", True, id="S-30 True"),
        pytest.param("level", "3", id="a text is no number"),
        pytest.param("level", -1, id="below the scale"),
        pytest.param("level", [3, 4], id="S-30 two values"),
        pytest.param("level", {"level": 3}, id="parts of another type"),
        pytest.param("level", float("nan"), id="NaN"),
        pytest.param("gate", "x", id="unknown degree"),
        pytest.param("gate", "F", id="degree in capitals"),
        pytest.param("gate", 101, id="above 100"),
        pytest.param("gate", 66.7, id="not whole"),
        pytest.param("practice", 50, id="facets without parts"),
        pytest.param("practice", {**PRACTICE, "effect": 101}, id="part above 100"),
        pytest.param("practice", {**PRACTICE, "effect": None}, id="part missing"),
        pytest.param("outcome", PRACTICE, id="parts of facets"),
        pytest.param("mood", "2", id="S-30 option not in the list"),
        pytest.param("mood", 0.5, id="no option has this value"),
        pytest.param("mood", False, id="truth value"),
        pytest.param("size", "12", id="number as a text"),
        pytest.param("size", float("inf"), id="infinite"),
        pytest.param("size", 10**400, id="beyond every float"),
        pytest.param("level", 10**400, id="a level beyond every float"),
        pytest.param("words", 3, id="text as a number"),
    ],
)
def test_s30_value_off_its_scale_is_refused_with_its_place(question, value):
    rows = [answer("level", 1), answer(question, value, respondent="r2")]
    (fault,) = refused(document(answers=rows))
    assert fault.startswith(f"d: answers[1].value: {CARE}{question} does not take")
    assert fault.count(";") >= 2


CHANGES = [
    ({"question": "first.care.none"}, ".question: question is not known"),
    ({"question": "leadership.vision.shared"}, ".question: question is not known"),
    ({"question": None}, ".question: question is missing"),
    ({"question": 3}, ".question: question must be a text; 3 given"),
    ({"questionnaire": "continuum"}, ".questionnaire: questionnaire is not listed"),
    ({"questionnaire": "sample@2.0"}, ".questionnaire: questionnaire is not listed"),
    ({"questionnaire": 7}, ".questionnaire: questionnaire must be a text"),
    ({"evidence": "seen"}, ".evidence: evidence is not known; 'seen' given"),
    ({"evidence": True}, ".evidence: evidence is not known; true given"),
    ({"importance": 0}, ".importance: importance is out of range; 0 given"),
    ({"importance": 6}, ".importance: importance is out of range; 6 given"),
    ({"importance": "4"}, ".importance: importance must be a number; '4' given"),
    ({"importance": True}, ".importance: importance must be a number; true given"),
    ({"seconds": -1}, ".seconds: seconds is out of range; -1 given"),
    ({"importance": 10**400}, ".importance: importance is out of range; 1000"),
    ({"seconds": float("inf")}, ".seconds: seconds is out of range; inf given"),
    ({"role": 3}, ".role: role must be a text; 3 given"),
    ({"role": "x" * 201}, ".role: role is too long, with 201 characters"),
    ({"respondent": ["r1"]}, ".respondent: respondent must be a text"),
    ({"respondent": "r\x001"}, ".respondent: respondent holds NUL"),
    ({"comment": 5}, ".comment: comment must be a text; 5 given"),
    ({"comment": "a\x00b"}, ".comment: comment holds NUL"),
    ({"comment": "\ud83d"}, ".comment: comment holds half a surrogate pair"),
    ({"comment": "x" * 50_001}, ".comment: comment is too long, with 50001"),
    ({"value": "na"}, ".reason: na without a reason; nothing given; give one of"),
    ({"value": "na", "reason": "bored"}, ".reason: reason is not known; 'bored'"),
    ({"reason": "other"}, ".reason: reason beside a value; 'other' given"),
    ({"evidnce": "none"}, ".evidnce: unknown key; 'evidnce' given; use questionnaire"),
]


@pytest.mark.parametrize(("change", "message"), CHANGES)
def test_answer_is_refused(change, message):
    entry = {**answer("level", 3), **change}
    faults = refused(document(answers=[entry]))
    assert any(fault.startswith(f"d: answers[0]{message}") for fault in faults), faults


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({**PRACTICE, "effect": 101}, "given 101 as effect; give intention/reality/ef"),
        ({**PRACTICE, "effect": None}, "given nothing as effect; give"),
        ({**PRACTICE, "reality": "x", "effect": -1}, "given 'x' as reality, -1 as eff"),
        ({"intention": 1, "reality": 2}, "given no effect; give"),
        ({**PRACTICE, "trend": 1}, "given the parts trend; give"),
    ],
)
def test_refusal_names_the_parts_that_are_wrong(value, told):
    (fault,) = refused(document(answers=[answer("practice", value)]))
    assert told in fault


def test_fault_of_an_answer_hides_none_of_its_others():
    entry = {"evidnce": "none", "respondent": 7, "value": "na", "question": ""}
    sound = answer("level", "na", seconds=-1)
    faults = refused(document(answers=[entry, sound, answer("level", 3)]))
    assert [fault.split(";")[0] for fault in faults] == [
        "d: answers[0].evidnce: unknown key",
        "d: answers[0].question: question is missing",
        "d: answers[0].respondent: respondent must be a text",
        "d: answers[1].seconds: seconds is out of range",
        "d: answers[1].reason: na without a reason",
        "d: answers[2].question: answered twice by r1",
    ]


def test_respondent_who_cannot_be_read_is_not_taken_for_another():
    rows = [answer("level", 3, respondent=7), answer("level", 3, respondent=8)]
    faults = refused(document(answers=[*rows, answer("level", 3)]))
    assert len(faults) == 2
    assert all("respondent must be a text" in fault for fault in faults)


def test_gap_accepted_twice_is_refused_naming_both_places():
    gap = {"question": CARE + "level"}
    (fault,) = refused(document(accepted=[gap, gap]))
    assert fault.startswith("d: accepted[1].question: gap accepted twice; first.care")
    assert "as before at d: accepted[0]; keep one" in fault


def test_answer_without_value_or_that_is_no_mapping_is_refused():
    faults = refused(document(answers=[{"question": CARE + "level"}, 3]))
    assert [fault.split(";")[0] for fault in sorted(faults)] == [
        "d: answers[0]: value is missing",
        "d: answers[1]: must be a mapping",
    ]


def test_defaults_are_those_of_the_contract():
    found = one("level", 3)
    assert (found.respondent, found.role, found.evidence) == ("r1", "manager", "none")
    rest = (found.unit, found.importance, found.reason, found.comment, found.seconds)
    assert rest == (None,) * 5
    assert found.questionnaire == "sample"


def test_other_roles_are_allowed():
    assert one("level", 3, role="branch manager").role == "branch manager"


def test_a_role_belongs_to_an_answer_not_to_a_person():
    """Who leaves the respondent out has all answers from one, in whatever role."""
    given = [answer("level", 3, role="executive"), answer("gate", "l", role="manager")]

    data = files.from_json(document(answers=given), "d")

    assert [(a.respondent, a.role) for a in data.answers] == [
        ("r1", "executive"),
        ("r1", "manager"),
    ]


def test_question_in_two_questionnaires_needs_its_questionnaire():
    both = {"questionnaires": ["sample@1.0", "twin"], "answers": [answer("level", 3)]}
    (fault,) = refused(both)
    assert "question is in several questionnaires" in fault
    assert "name one of sample, twin" in fault
    both["answers"][0]["questionnaire"] = "twin"
    assert files.from_json(both, "d").answers[0].questionnaire == "twin"
    both["answers"].append(answer("level", 2, questionnaire="sample@1.0"))
    assert len(files.from_json(both, "d").answers) == 2


def test_f35_second_answer_is_refused_naming_both_places():
    (fault,) = refused(document(answers=[answer("level", 3), answer("level", 3)]))
    assert fault == (
        f"d: answers[1].question: answered twice by r1; {CARE}level given, "
        "as before at d: answers[0]; keep one"
    )


def test_one_respondent_may_answer_in_two_units():
    units = [{"id": "retail"}, {"id": "cards"}]
    rows = [answer("level", 3, unit="retail"), answer("level", 4, unit="cards")]
    assert len(files.from_json(document(units=units, answers=rows), "d").answers) == 2


def test_answers_need_a_known_unit_where_units_are_given():
    rows = [answer("level", 3), answer("level", 3, unit="x", respondent="r2")]
    missing, unknown = refused(document(units=[{"id": "retail"}], answers=rows))
    assert missing.startswith("d: answers[0].unit: unit is missing")
    assert unknown.startswith("d: answers[1].unit: unit is not known; 'x' given")


@pytest.mark.parametrize("part", [1, 2, 3])
def test_na_for_a_part_of_stage_5_is_refused(part):
    rows = [{"question": q, "value": "na", "reason": "other"} for q in stage_5()[:part]]
    rows += [{"question": q, "value": "n"} for q in stage_5()[part:]]
    faults = refused({"questionnaires": ["continuum"], "answers": rows})
    assert len(faults) == part
    assert all("na for a part of stage 5" in fault for fault in faults)
    assert all(" given by r1; answer it, or give na for stage-5." in f for f in faults)


def test_na_for_all_of_stage_5_is_taken_for_each_respondent_by_themselves():
    rows = [{"question": q, "value": "na", "reason": "other"} for q in stage_5()]
    rows += [{"question": q, "value": "f", "respondent": "r2"} for q in stage_5()]
    data = files.from_json({"questionnaires": ["continuum"], "answers": rows}, "d")
    assert len(data.answers) == 8


def test_consensus_on_stage_5_is_na_as_a_whole_or_not_at_all():
    rows = [{"question": q, "value": "na", "reason": "other"} for q in stage_5()]
    whole = {"questionnaires": ["continuum"], "answers": [], "consensus": rows}
    assert len(files.from_json(whole, "d").consensus) == 4
    faults = refused({**whole, "consensus": rows[:3]})
    assert faults[0].startswith("d: consensus[0].value: na for a part of stage 5")


def test_na_where_it_is_not_allowed_is_refused():
    first = next(iter(loader.load("continuum").questions())).id
    rows = [{"question": first, "value": "na", "reason": "other"}]
    (fault,) = refused({"questionnaires": ["continuum"], "answers": rows})
    assert "cannot be not applicable" in fault


def test_all_faults_are_listed_at_once():
    rows = [answer("level", 9, evidence="x", importance=9), answer("none", 1)]
    assert len(refused(document(answers=rows, mode="guess", date="soon"))) == 6


@pytest.mark.parametrize(
    "text",
    [
        '"><svg/onload=window.x=1>',
        "{{7*7}}",
        "😀 ‮ עברית z̸̢a̷l̴g̵o",
        "=1+1",
        " kept ",
        "\u2028</script>",
    ],
)
def test_s01_f42_text_is_kept_as_it_is(text):
    data = document(
        organisation={"name": text}, answers=[answer("level", 3, comment=text)]
    )
    found = files.parse(json.dumps(data).encode(), "d.json")
    assert found.organisation["name"] == text
    assert found.answers[0].comment == text


def test_f42_lengths_are_counted_in_characters_not_bytes():
    assert len(one("level", 3, comment="😀" * 50_000).comment) == 50_000


def test_f46_a_comment_of_5000_words_is_taken():
    comment = " ".join(f"word{i}" for i in range(5_000))
    assert one("level", 3, comment=comment).comment == comment
