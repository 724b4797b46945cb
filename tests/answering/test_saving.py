"""Saving answers: what is kept, what is refused, and what it costs."""

from __future__ import annotations

import pytest

from assessment import db
from assessment.answering import people, saving
from assessment.answering.entries import EntryError, Given, parse
from assessment.answering.sections import find
from assessment.errors import InvalidInputError
from assessment.models import AuditEntry
from questionnaires import loader
from tests.answering.conftest import (
    CONTINUUM,
    FACTORS,
    FUNCTION,
    MODEL,
    PERFORMANCE,
    SERVICE,
    SHARED,
    STAGE,
    autosave,
    fields,
    save,
)
from tests.support.pages import Page

LEVELS = {"level": 60, "trend": 40, "comparison": 20, "relevance": 80}


@pytest.fixture
def path(at) -> str:
    return at(CONTINUUM, STAGE)


def test_a_section_is_saved_by_its_button(respondent, path, stored, at):
    answer = save(
        respondent,
        path,
        {
            FUNCTION: "f",
            f"{FUNCTION}:evidence": "documented",
            f"{FUNCTION}:comment": "See the charter.",
            f"{FUNCTION}:importance": "4",
            PERFORMANCE: "dk",
        },
    )

    assert answer.status_code == 303
    assert answer.headers["Location"] == at(CONTINUUM, "stage-3")
    kept = stored(FUNCTION)
    assert (kept.value, kept.evidence, kept.comment, kept.importance) == (
        "f",
        "documented",
        "See the charter.",
        4,
    )
    assert kept.version == 1
    assert stored(PERFORMANCE).value == "dk"
    assert stored(FACTORS) is None


def test_what_was_saved_is_shown_again(respondent, path):
    save(respondent, path, {FUNCTION: "l", f"{FUNCTION}:comment": "\nTwo\nlines "})

    shown = fields(respondent.page(path))

    assert shown[FUNCTION] == ["l"]
    assert shown[f"{FUNCTION}:comment"] == ["\nTwo\nlines "]
    assert PERFORMANCE not in shown


def test_not_applicable_dont_know_and_unanswered_are_three_things(
    respondent, at, stored
):
    path = at(MODEL, "leadership")
    save(respondent, path, {SHARED: "na", f"{SHARED}:reason": "not-our-business"})
    assert (stored(SHARED).value, stored(SHARED).reason) == ("na", "not-our-business")

    save(respondent, path, {SHARED: "dk"})
    assert (stored(SHARED).value, stored(SHARED).reason) == ("dk", None)

    save(respondent, path, {SHARED: ""})
    assert stored(SHARED).value is None
    assert SHARED not in fields(respondent.page(path))


def test_four_parts_are_saved_by_statement_or_by_number(respondent, at, stored):
    path = at(MODEL, "outcomes")
    given = {f"{SERVICE}:{part}": str(value) for part, value in LEVELS.items()}
    given |= {f"{SERVICE}:trend": "", f"{SERVICE}:trend:exact": "45"}

    save(respondent, path, given)

    assert stored(SERVICE).value == {**LEVELS, "trend": 45}
    shown = fields(respondent.page(path))
    assert shown[f"{SERVICE}:level"] == ["60"]
    assert shown[f"{SERVICE}:trend:exact"] == ["45"]


def test_a_part_left_out_is_refused_and_what_was_typed_stays(respondent, at, stored):
    path = at(MODEL, "outcomes")

    answer = save(respondent, path, {f"{SERVICE}:level": "60"})

    assert answer.status_code == 422
    assert "Rate every part" in answer.text
    assert stored(SERVICE) is None
    assert f'name="{SERVICE}:level" value="60" checked' in answer.text


def test_parts_and_dont_know_together_are_refused(respondent, at, stored):
    given = {f"{SERVICE}:{part}": str(value) for part, value in LEVELS.items()}

    answer = save(respondent, at(MODEL, "outcomes"), {**given, SERVICE: "dk"})

    assert answer.status_code == 422
    assert stored(SERVICE) is None


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({SHARED: "6"}, id="level 6"),
        pytest.param({SHARED: "2.5"}, id="level 2.5"),
        pytest.param({SHARED: "True"}, id="True"),
        pytest.param({SHARED: "f"}, id="another scale's option"),
        pytest.param({SHARED: ["2", "3"]}, id="two values for one radio"),
        pytest.param({SHARED: "na"}, id="not applicable without a reason"),
        pytest.param({SHARED: "na", f"{SHARED}:reason": "x"}, id="unknown reason"),
        pytest.param({SHARED: "3", f"{SHARED}:evidence": "verified"}, id="verified"),
        pytest.param({SHARED: "3", f"{SHARED}:importance": "6"}, id="importance 6"),
    ],
)
def test_s30_a_bad_answer_is_refused_by_name_and_the_good_one_beside_it_is_kept(
    respondent, at, stored, wrong
):
    path = at(MODEL, "leadership")
    page = respondent.page(path)
    others = [n.removesuffix(":base") for n in fields(page) if n.endswith(":base")]
    good = next(name for name in others if name != SHARED)

    answer = respondent.post(path, data={**fields(page), good: "4", **wrong})

    assert answer.status_code == 422
    assert f'href="#{SHARED}"' in answer.text
    assert "<title>Error: " in answer.text
    assert stored(SHARED) is None
    assert stored(good).value == 4


def test_s30_an_answer_to_another_sections_question_is_refused_by_name(
    respondent, path, stored
):
    answer = save(respondent, path, {SHARED: "3", FUNCTION: "p"})

    assert answer.status_code == 422
    assert f"{SHARED} is not asked here" in answer.text
    assert stored(SHARED) is None
    assert stored(FUNCTION).value == "p"


def test_s30_not_applicable_is_refused_where_it_is_not_allowed(
    respondent, path, stored
):
    answer = save(
        respondent, path, {FUNCTION: "na", f"{FUNCTION}:reason": "out-of-scope"}
    )

    assert answer.status_code == 422
    assert stored(FUNCTION) is None


def test_s14_fields_that_no_form_has_change_nothing(respondent, path, stored):
    save(
        respondent, path, {FUNCTION: "p"}, role="admin", id="7", version="9", score="5"
    )

    kept = stored(FUNCTION)
    assert (kept.version, kept.value) == (1, "p")


def test_f42_text_is_stored_exactly_and_nul_is_refused(respondent, path, stored):
    exact = "e\u0301\u0327\u0489 😀 \u202eשלום \ufeff 客户"
    save(respondent, path, {FUNCTION: "p", f"{FUNCTION}:comment": exact})
    assert stored(FUNCTION).comment == exact

    answer = save(respondent, path, {f"{FUNCTION}:comment": "a\0b"})
    assert answer.status_code == 422
    assert stored(FUNCTION).comment == exact


@pytest.mark.parametrize("bad", ["a\0b", "\ud800"], ids=["NUL", "lone surrogate"])
def test_f42_what_no_database_can_keep_is_refused(bad):
    question = loader.load(CONTINUUM).by_id[FUNCTION]
    with pytest.raises(EntryError):
        parse(question, {"": "p", "comment": bad})


def test_f42_comments_are_limited_by_code_points(respondent, path, stored):
    save(respondent, path, {f"{FUNCTION}:comment": "😀" * 50_000})
    assert stored(FUNCTION).comment == "😀" * 50_000

    answer = save(respondent, path, {f"{FUNCTION}:comment": "😀" * 50_001})
    assert answer.status_code == 422
    assert "😀" * 50_001 in answer.text
    assert len(stored(FUNCTION).comment) == 50_000


def test_s01_a_comment_is_shown_as_text_on_every_page(respondent, path, at):
    hostile = '</textarea><script>x=1</script>"><svg/onload=window.x=1>{{7*7}}'
    save(respondent, path, {f"{FUNCTION}:comment": hostile})
    refused = save(
        respondent, path, {FUNCTION: "x", f"{FUNCTION}:comment": hostile + "2"}
    )

    for html in (
        respondent.get(path).text,
        respondent.get(f"{path}/{FUNCTION}").text,
        refused.text,
    ):
        assert "<svg/onload" not in html
        assert "<script>x" not in html
        assert "{{7*7}}" in html


def test_autosave_confirms_what_is_stored_with_a_new_token(respondent, path, stored):
    page = respondent.page(path)

    answer = autosave(
        respondent, path, FUNCTION, {FUNCTION: "l", f"{FUNCTION}:seconds": "7.25"}, page
    )

    assert answer.status_code == 200
    base = answer.json["saved"][FUNCTION]
    assert base != fields(page)[f"{FUNCTION}:base"][0]
    assert base == fields(respondent.page(path))[f"{FUNCTION}:base"][0]
    assert stored(FUNCTION).seconds == pytest.approx(7.2, abs=0.06)


@pytest.mark.parametrize("seconds", ["-1", "3601", "nan", "inf", "soon", ""])
def test_senseless_times_are_unknown(respondent, path, stored, seconds):
    autosave(
        respondent, path, FUNCTION, {FUNCTION: "l", f"{FUNCTION}:seconds": seconds}
    )

    assert stored(FUNCTION).value == "l"
    assert stored(FUNCTION).seconds is None


def test_f66_a_repeated_autosave_is_saved_once(respondent, path, stored):
    page = respondent.page(path)
    first = autosave(respondent, path, FUNCTION, {FUNCTION: "l"}, page)
    again = autosave(respondent, path, FUNCTION, {FUNCTION: "l"}, page)

    assert first.json["saved"] == again.json["saved"]
    assert stored(FUNCTION).version == 1


def test_every_change_counts_on(respondent, path, stored):
    for value in ("n", "p", "l"):
        save(respondent, path, {FUNCTION: value})
    save(respondent, path, {PERFORMANCE: "f"})

    assert (stored(FUNCTION).version, stored(FUNCTION).sequence) == (3, 3)
    assert (stored(PERFORMANCE).version, stored(PERFORMANCE).sequence) == (1, 4)


def test_f15_a_stale_page_gets_both_values_and_a_choice(respondent, path, stored):
    first, second = respondent.page(path), respondent.page(path)
    respondent.post(path, data={**fields(first), FUNCTION: "f"})

    answer = respondent.post(path, data={**fields(second), FUNCTION: "n"})

    assert answer.status_code == 409
    assert stored(FUNCTION).value == "f"
    assert "Keep what is saved" in answer.text
    assert "Save mine instead" in answer.text


@pytest.mark.parametrize(("choice", "value"), [("mine", "n"), ("theirs", "f")])
def test_f15_the_choice_decides(respondent, path, stored, choice, value):
    first, second = respondent.page(path), respondent.page(path)
    respondent.post(path, data={**fields(first), FUNCTION: "f"})
    refused = respondent.post(path, data={**fields(second), FUNCTION: "n"})
    shown = fields(Page(refused.text))
    answer = respondent.post(path, data={**shown, f"{FUNCTION}:choice": choice})

    assert answer.status_code == 303
    assert stored(FUNCTION).value == value


def test_f15_an_old_page_does_not_undo_what_it_did_not_touch(respondent, path, stored):
    old = respondent.page(path)
    save(respondent, path, {FUNCTION: "f"})

    answer = respondent.post(path, data={**fields(old), PERFORMANCE: "p"})

    assert answer.status_code == 303
    assert stored(FUNCTION).value == "f"
    assert stored(PERFORMANCE).value == "p"


def test_f15_the_script_gets_both_values(respondent, path):
    page = respondent.page(path)
    autosave(respondent, path, FUNCTION, {FUNCTION: "f"}, page)

    answer = autosave(respondent, path, FUNCTION, {FUNCTION: "n"}, page)

    assert answer.status_code == 409
    sides = answer.json["conflicts"][FUNCTION]
    assert sides["version"] == 1
    assert sides["theirs"] != sides["yours"]


def test_the_one_question_page_saves_the_same_answer(respondent, path, stored, at):
    single = f"{path}/{FUNCTION}"

    answer = save(respondent, single, {FUNCTION: "l"})

    assert answer.headers["Location"] == f"{path}/{PERFORMANCE}"
    assert stored(FUNCTION).value == "l"
    assert fields(respondent.page(path))[FUNCTION] == ["l"]


def test_the_language_switch_keeps_what_was_typed_and_saves_nothing(
    respondent, path, stored
):
    typed = {
        FUNCTION: "l",
        f"{FUNCTION}:comment": "half a",
        "switch_language": "zh-Hant",
    }

    answer = save(respondent, path, typed)

    page = Page(answer.text)
    assert page.language == "zh-Hant"
    assert fields(page)[FUNCTION] == ["l"]
    assert fields(page)[f"{FUNCTION}:comment"] == ["half a"]
    assert stored(FUNCTION) is None


def test_a_page_and_a_save_need_few_statements_whatever_the_number_of_questions(
    respondent, at, count_statements
):
    path = at(MODEL, "leadership")
    with count_statements() as read:
        page = respondent.page(path)
    questions = [n.removesuffix(":base") for n in fields(page) if n.endswith(":base")]
    assert len(questions) > 2
    with count_statements() as written:
        done = respondent.post(
            path, data={**fields(page), **dict.fromkeys(questions, "3")}
        )
    with count_statements() as listed:
        respondent.page(path.rpartition("/")[0].rpartition("/")[0])

    assert done.status_code == 303
    assert len(read) <= 6
    assert len(written) <= 8
    assert len(listed) <= 6


def test_a_save_is_recorded_without_any_answer(app, respondent, path):
    save(respondent, path, {FUNCTION: "l", f"{FUNCTION}:comment": "secret words"})

    with app.app_context():
        entries = db.session().query(AuditEntry).all()
    saved = [entry for entry in entries if entry.action == "answers.saved"]
    assert len(saved) == 1
    assert saved[0].detail["count"] == 1
    assert "secret" not in str(saved[0].detail)


def _held(app, seeded):
    session = db.session()
    person = people.hold_person(
        session, seeded.respondents["executive"].id, seeded.assessment.public_id
    )
    return session, person, find(person.sections, CONTINUUM, "stage-5")


def test_s30_the_service_refuses_not_applicable_for_a_part_of_stage_5(app, seeded):
    with app.test_request_context(method="POST"):
        session, person, section = _held(app, seeded)
        change = saving.Change(
            section.questions[0], Given(value="na", reason="other"), 0
        )
        with pytest.raises(InvalidInputError, match="as a whole"):
            saving.save_answers(session, person, section, [change])


def test_s30_the_service_refuses_what_a_form_would(app, seeded):
    with app.test_request_context(method="POST"):
        session, person, section = _held(app, seeded)
        stranger = loader.load(MODEL).by_id[SHARED]
        for change in (
            saving.Change(stranger, Given(value=3), 0),
            saving.Change(section.questions[0], Given(value=101), 0),
            saving.Change(
                section.questions[0], Given(value="l", evidence="verified"), 0
            ),
        ):
            with pytest.raises(InvalidInputError):
                saving.save_answers(session, person, section, [change])
