"""Capacity and peers: set or left open, recorded, and followed by the result."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from assessment import db, files
from assessment.answering.models import Answer
from assessment.audit.models import AuditEntry
from assessment.cli import main
from assessment.engagements.models import Assessment
from questionnaires import loader
from tests.support.pages import Page

ANY = "1 to 36,500, or nothing for no limit"


def url(seeded, path: str = "capacity") -> str:
    return f"/assessments/{seeded.assessment.public_id}/{path}"


def stored(app) -> int | None:
    with app.app_context():
        return db.session().scalars(select(Assessment.capacity)).one()


def uses_peers(app) -> bool:
    with app.app_context():
        return db.session().scalars(select(Assessment.use_peers)).one()


def ticked(seeded, someone) -> dict[str, list[str]]:
    """What the form sends as it stands."""
    return someone.page(url(seeded)).form("capacity").fields


def unticked(seeded, someone) -> dict[str, list[str]]:
    fields = dict(ticked(seeded, someone))
    fields.pop("use_peers", None)
    return fields


def record(app) -> list[tuple[str, dict]]:
    """What the record says of it, the oldest first."""
    with app.app_context():
        rows = db.session().scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [
            (row.action, row.detail)
            for row in rows
            if row.action.startswith(("capacity.", "peers."))
        ]


def answer_everything(app, seeded, level: int = 1) -> None:
    """Answer every rubric of the capability model, so that much is to be planned."""
    with app.app_context():
        session = db.session()
        session.add_all(
            Answer(
                assessment_id=seeded.assessment.id,
                respondent_id=seeded.respondents["executive"].id,
                questionnaire="capability-model",
                question=question.id,
                value=level,
                evidence="verified",
            )
            for question in loader.load("capability-model").questions()
            if question.type == "rubric"
        )
        session.commit()


def days_of_waves(document) -> list[int]:
    """How many days of initiatives each wave holds, of waves with more than one."""
    definitions = [loader.load(part["id"]) for part in document["questionnaires"]]
    known = [one for found in definitions for one in found.initiatives]
    days = {initiative.id: initiative.days for initiative in known}
    waves = [wave["initiatives"] for wave in document["roadmap"]["waves"]]
    return [sum(days[name] for name in wave) for wave in waves if len(wave) > 1]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        pytest.param("200", 200, id="days"),
        pytest.param(" 1 ", 1, id="the fewest"),
        pytest.param("36500", 36500, id="the most"),
        pytest.param("１２０", 120, id="full-width digits"),
        pytest.param("007", 7, id="leading zeros"),
    ],
)
def test_whole_days_are_kept_and_recorded(app, consultant, seeded, typed, days):
    answer = consultant.submit(url(seeded), "capacity", days=typed)
    assert answer.status_code == 302, answer.text
    assert stored(app) == days
    assert record(app) == [("capacity.decided", {"days": days})]
    assert consultant.page(url(seeded)).form("capacity").fields["days"] == [str(days)]


@pytest.mark.parametrize(
    "typed",
    ["many", "0", "-1", "1.5", "1,5", "36501", "²", "1_000", "1 000", "9" * 5000],
)
def test_what_is_no_whole_number_of_days_is_refused_and_kept_in_its_field(
    app, consultant, seeded, typed
):
    answer = consultant.submit(url(seeded), "capacity", days=typed)
    page = Page(answer.text)
    assert page.title.startswith("Error:")
    assert answer.text.count(ANY) == 2  # in the summary and at the field
    assert page.form("capacity").fields["days"] == [typed]
    assert stored(app) is None
    assert record(app) == []


@pytest.mark.parametrize("typed", ["", "  "])
def test_left_empty_there_is_no_limit(app, consultant, seeded, typed):
    assert "No limit" in consultant.page(url(seeded, "")[:-1]).text
    consultant.submit(url(seeded), "capacity", days="200")
    assert "200 days" in consultant.page(url(seeded, "")[:-1]).text
    consultant.submit(url(seeded), "capacity", days=typed)
    assert stored(app) is None
    assert [action for action, _detail in record(app)] == [
        "capacity.decided",
        "capacity.withdrawn",
    ]


def test_f17_the_same_days_sent_twice_are_one_decision(app, consultant, seeded):
    data = {**consultant.page(url(seeded)).form("capacity").fields, "days": "90"}
    answers = [consultant.post(url(seeded), data=data).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert record(app) == [("capacity.decided", {"days": 90})]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(("", "1", "set 1 day in the meantime"), id="one day"),
        pytest.param(("60", "90", "set 90 days in the meantime"), id="other days"),
        pytest.param(("60", "", "removed the limit in the meantime"), id="no limit"),
    ],
)
def test_f15_who_comes_second_is_told_and_may_replace_it(
    app, consultant, admin, seeded, case
):
    first, theirs, said = case
    consultant.submit(url(seeded), "capacity", days=first)
    mine = {**consultant.page(url(seeded)).form("capacity").fields, "days": "200"}
    admin.submit(url(seeded), "capacity", days=theirs)
    kept = stored(app)

    answer = consultant.post(url(seeded), data=mine)

    assert answer.status_code == 409
    assert said in answer.text
    assert stored(app) == kept
    again = Page(answer.text).form("capacity")
    assert again.fields["days"] == ["200"]
    assert consultant.post(url(seeded), data=again.fields).status_code == 302
    assert stored(app) == 200


def test_a_target_on_an_open_page_is_no_conflict_with_a_capacity(
    consultant, admin, seeded
):
    typed = {
        **consultant.page(url(seeded, "target")).form("target").fields,
        "value": "3",
        "reason": "Fits.",
    }
    admin.submit(url(seeded), "capacity", days="200")
    assert consultant.post(url(seeded, "target"), data=typed).status_code == 302


def test_s13_a_locked_assessment_takes_no_capacity(app, consultant, seeded):
    data = {**consultant.page(url(seeded)).form("capacity").fields, "days": "200"}
    consultant.submit(url(seeded, "lock"), "status", reason="Done")
    assert consultant.get(url(seeded)).status_code == 409
    assert consultant.post(url(seeded), data=data).status_code == 409
    assert stored(app) is None
    assert url(seeded) not in consultant.page(url(seeded, "")[:-1]).text


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(("en", "Days of work per wave", ANY), id="en"),
        pytest.param(
            ("zh-Hans", "每批次的工作天数", "请填写1至36,500的整数天数"), id="zh-Hans"
        ),
        pytest.param(
            ("zh-Hant", "每批次的工作天數", "請填寫1至36,500的整數天數"), id="zh-Hant"
        ),
    ],
)
def test_the_form_speaks_three_languages_and_switching_keeps_what_was_typed(
    app, consultant, seeded, case
):
    language, words, refused = case
    fields = consultant.page(url(seeded)).form("capacity").fields
    typed = {**fields, "days": "1.5", "switch_language": language}
    answer = consultant.post(url(seeded), data=typed)
    assert words in answer.text
    assert Page(answer.text).form("capacity").fields["days"] == ["1.5"]
    assert "error-summary" not in answer.text
    answer = consultant.submit(url(seeded), "capacity", days="1.5")
    assert answer.text.count(refused) == 2
    assert stored(app) is None


def verified(path) -> tuple[int, str]:
    """What ``sextant verify`` says of a file: how it ends, and its words."""
    ran = CliRunner().invoke(main, ["verify", str(path)])
    return ran.exit_code, ran.output


def test_4_10_result_file_and_verification_follow_the_capacity(
    app, consultant, seeded, tmp_path
):
    answer_everything(app, seeded)
    before = consultant.get(url(seeded, "result.json")).get_json()
    assert max(days_of_waves(before)) > 200
    consultant.submit(url(seeded), "capacity", days="200")

    downloaded = consultant.get(url(seeded, "result.json"))

    document = downloaded.get_json()
    assert (before["capacity"], document["capacity"]) == (None, 200)
    assert len(document["roadmap"]["waves"]) > len(before["roadmap"]["waves"])
    assert max(days_of_waves(document)) <= 200
    exported = consultant.get(url(seeded, "export.json")).get_json()
    assert files.from_json(exported, "export.json").capacity == 200
    path = tmp_path / "result.json"
    path.write_bytes(downloaded.data)
    code, said = verified(path)
    assert code == 0, said
    path.write_text(json.dumps(document | {"capacity": 201}))
    code, said = verified(path)
    assert code == 1
    assert "the capacity is not the one that was scored" in said


def test_a_locked_result_keeps_the_capacity_that_held(app, consultant, seeded):
    answer_everything(app, seeded)
    consultant.submit(url(seeded), "capacity", days="120")
    consultant.submit(url(seeded, "lock"), "status", reason="Done")
    document = consultant.get(url(seeded, "result.json")).get_json()
    assert document["capacity"] == 120
    assert (
        "At most 120 days of work per wave"
        in consultant.page(url(seeded, "result")).text
    )


def test_4_10_peers_weigh_until_someone_decides_otherwise(app, consultant, seeded):
    assert uses_peers(app) is True
    assert "Without peers" not in consultant.page(url(seeded, "")[:-1]).text
    assert "use_peers" in ticked(seeded, consultant)

    answer = consultant.post(url(seeded), data=unticked(seeded, consultant))
    assert answer.status_code == 302, answer.text
    assert uses_peers(app) is False
    assert "use_peers" not in ticked(seeded, consultant)
    assert "Without peers" in consultant.page(url(seeded, "")[:-1]).text

    consultant.submit(url(seeded), "capacity", use_peers="y")
    assert uses_peers(app) is True
    assert stored(app) is None
    assert record(app) == [("peers.ignored", {}), ("peers.used", {})]


def test_both_decisions_are_one_save_of_few_statements(
    app, consultant, seeded, count_statements
):
    data = unticked(seeded, consultant) | {"days": "90"}
    with count_statements() as sent:
        answer = consultant.post(url(seeded), data=data)
    assert answer.status_code == 302
    assert len(sent) <= 8, sent
    assert (stored(app), uses_peers(app)) == (90, False)
    assert record(app) == [("capacity.decided", {"days": 90}), ("peers.ignored", {})]


def test_f17_peers_left_out_twice_are_one_decision(app, consultant, seeded):
    data = unticked(seeded, consultant)
    answers = [consultant.post(url(seeded), data=data).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert record(app) == [("peers.ignored", {})]


@pytest.mark.parametrize("given", [{}, {"days": "200"}])
def test_f15_what_an_old_page_shows_of_peers_undoes_nothing(
    app, consultant, admin, seeded, given
):
    mine = {**ticked(seeded, consultant), **given}
    admin.post(url(seeded), data=unticked(seeded, admin))
    assert consultant.post(url(seeded), data=mine).status_code == 302
    assert uses_peers(app) is False


def test_f15_peers_left_out_on_an_old_page_keep_the_days_set_since(
    app, consultant, admin, seeded
):
    consultant.submit(url(seeded), "capacity", days="60")
    mine = unticked(seeded, consultant)
    admin.submit(url(seeded), "capacity", days="90")
    assert consultant.post(url(seeded), data=mine).status_code == 302
    assert (stored(app), uses_peers(app)) == (90, False)


def test_f15_a_conflict_of_days_decides_nothing_of_peers_until_sent_again(
    app, consultant, admin, seeded
):
    mine = unticked(seeded, consultant) | {"days": "200"}
    admin.submit(url(seeded), "capacity", days="90")
    answer = consultant.post(url(seeded), data=mine)
    assert answer.status_code == 409
    assert (stored(app), uses_peers(app)) == (90, True)
    again = Page(answer.text).form("capacity").fields
    assert "use_peers" not in again
    assert consultant.post(url(seeded), data=again).status_code == 302
    assert (stored(app), uses_peers(app)) == (200, False)


def test_refused_days_keep_the_box_as_it_was_and_decide_nothing(
    app, consultant, seeded
):
    data = unticked(seeded, consultant) | {"days": "many"}
    page = Page(consultant.post(url(seeded), data=data).text)
    assert page.title.startswith("Error:")
    assert "use_peers" not in page.form("capacity").fields
    assert (uses_peers(app), record(app)) == (True, [])


def test_s13_a_locked_assessment_keeps_its_peers(app, consultant, seeded):
    data = unticked(seeded, consultant)
    consultant.submit(url(seeded, "lock"), "status", reason="Done")
    assert consultant.post(url(seeded), data=data).status_code == 409
    assert uses_peers(app) is True


@pytest.mark.parametrize(
    "case",
    [
        ("en", "Peers weigh in the priorities", "up to three times as much"),
        ("zh-Hans", "优先级考虑与同业的差距", "差距的权重最多增至三倍"),
        ("zh-Hant", "優先順序納入與同業的差距", "差距的權重最多增至三倍"),
    ],
)
def test_the_box_speaks_three_languages_and_switching_keeps_it(
    app, consultant, seeded, case
):
    language, label, hint = case
    data = unticked(seeded, consultant) | {"switch_language": language}
    answer = consultant.post(url(seeded), data=data)
    assert label in answer.text
    assert hint in answer.text
    assert "use_peers" not in Page(answer.text).form("capacity").fields
    assert uses_peers(app) is True
