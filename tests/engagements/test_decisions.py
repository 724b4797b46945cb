"""Consensus, target, accepted gaps: decided with a reason, never lost silently."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from assessment import db, files
from assessment.audit.models import AuditEntry
from assessment.engagements.models import AcceptedGap, Assessment, ConsensusValue
from tests.support import seed
from tests.support.pages import Page

RUBRIC = "review/capability-model/leadership.vision.shared"
LETCI = "review/capability-model/outcomes.short-term.service"
PARTS = ("level", "trend", "comparison", "relevance")
LETCI_TYPED = {
    f"part-{part}": given
    for part, given in zip(PARTS, ("60", "0", "20", "80"), strict=True)
}
CRITERION = "review/continuum/stage-1.gate.customer-level-data"


def url(seeded, path: str) -> str:
    return f"/assessments/{seeded.assessment.public_id}/{path}"


def stored(app, kind):
    with app.app_context():
        return db.session().scalars(select(kind)).all()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param((RUBRIC, {"value": "3"}, 3), id="rubric"),
        pytest.param((RUBRIC, {"value": "0"}, 0), id="rubric at the lowest level"),
        pytest.param((RUBRIC, {"value": "na"}, "na"), id="not applicable"),
        pytest.param((CRITERION, {"value": "l"}, "l"), id="criterion"),
        pytest.param((CRITERION, {"exact": " 60 "}, 60), id="exact value"),
        pytest.param((CRITERION, {"exact": "0"}, 0), id="exact value at the lowest"),
        pytest.param(
            (CRITERION, {"value": "exact", "exact": "100"}, 100), id="exact and said so"
        ),
        pytest.param(
            (CRITERION, {"value": "l", "exact": "67"}, "l"), id="both say the same"
        ),
        pytest.param(
            (LETCI, LETCI_TYPED, dict(zip(PARTS, (60, 0, 20, 80), strict=True))),
            id="letci",
        ),
    ],
)
def test_a_consensus_is_kept_with_name_evidence_and_reason(
    app, consultant, seeded, case
):
    path, typed, value = case
    answer = consultant.submit(
        url(seeded, path),
        "consensus",
        evidence="verified",
        reason="We agreed.",
        **typed,
    )
    assert answer.status_code == 302, answer.text
    (row,) = stored(app, ConsensusValue)
    assert row.value == value
    assert (row.evidence, row.reason, row.version) == ("verified", "We agreed.", 1)
    assert row.by == consultant.user.name


@pytest.mark.parametrize(
    "case",
    [
        pytest.param((RUBRIC, {"value": "6"}, "Choose one of"), id="too high"),
        pytest.param((RUBRIC, {"value": "²"}, "Choose one of"), id="no digit"),
        pytest.param((RUBRIC, {}, "Choose a consensus value"), id="nothing chosen"),
        pytest.param((LETCI, {"part-level": "60"}, "Enter every part"), id="one part"),
        pytest.param((CRITERION, {"value": "na"}, "Choose one"), id="no N/A here"),
        pytest.param((CRITERION, {}, "Choose a consensus value"), id="no degree"),
        pytest.param((CRITERION, {"value": "60"}, "Choose one"), id="no such degree"),
    ],
)
def test_s30_a_value_outside_the_scale_is_refused(app, consultant, seeded, case):
    path, typed, words = case
    answer = consultant.submit(url(seeded, path), "consensus", reason="Why", **typed)
    assert words in answer.text
    assert Page(answer.text).title.startswith("Error:")
    assert stored(app, ConsensusValue) == []


WHOLE = "Enter a whole number from 0 to 100."
TWICE = "You chose a degree and entered another number."


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param({"exact": "101"}, WHOLE, id="too high"),
        pytest.param({"exact": "-1"}, WHOLE, id="too low"),
        pytest.param({"exact": "60.5"}, WHOLE, id="not whole"),
        pytest.param({"exact": "sixty"}, WHOLE, id="no number"),
        pytest.param({"exact": "²"}, WHOLE, id="no digit"),
        pytest.param({"exact": "9" * 5000}, WHOLE, id="very long"),
        pytest.param({"value": "exact", "exact": " "}, WHOLE, id="left empty"),
        pytest.param({"value": "l", "exact": "60"}, TWICE, id="another degree"),
        pytest.param({"value": "none", "exact": "60"}, TWICE, id="taken back, too"),
        pytest.param({"value": "l", "exact": "x"}, WHOLE, id="a degree and no number"),
    ],
)
def test_an_exact_value_is_refused_at_its_field_and_kept_there(
    app, consultant, seeded, typed, words
):
    answer = consultant.submit(
        url(seeded, CRITERION), "consensus", reason="Why", **typed
    )
    page = Page(answer.text)
    assert page.title.startswith("Error:")
    assert f'<a href="#exact">{words}' in answer.text
    assert answer.text.count(words) == 2  # in the summary and at the field
    assert "Choose a consensus value" not in answer.text
    fields = page.form("consensus").fields
    assert fields["exact"] == [typed["exact"]]
    assert fields.get("value", [None]) == [typed.get("value")]
    assert stored(app, ConsensusValue) == []


def test_a_very_long_part_is_refused(app, consultant, seeded):
    typed = LETCI_TYPED | {"part-level": "9" * 5000}
    answer = consultant.submit(url(seeded, LETCI), "consensus", reason="Why", **typed)
    assert "Enter every part" in answer.text
    assert stored(app, ConsensusValue) == []


def test_an_exact_value_is_shown_in_its_field_and_gives_way_to_a_degree(
    app, consultant, seeded
):
    place = url(seeded, CRITERION)
    consultant.submit(place, "consensus", exact="60", reason="Between the two")
    page = consultant.page(place)
    fields = page.form("consensus").fields
    assert (fields["value"], fields["exact"]) == (["exact"], ["60"])
    assert 'value="60" checked' not in page.html
    assert consultant.submit(place, "consensus", reason="Again").status_code == 302
    assert TWICE in consultant.submit(place, "consensus", value="l").text
    consultant.submit(place, "consensus", value="l", exact="", reason="Rounded")
    fields = consultant.page(place).form("consensus").fields
    assert (fields["value"], fields["exact"]) == (["l"], [""])
    (row,) = stored(app, ConsensusValue)
    assert (row.value, row.version) == ("l", 3)


def test_only_criteria_take_an_exact_value(consultant, seeded):
    for path in (RUBRIC, LETCI):
        form = consultant.page(url(seeded, path)).form("consensus")
        assert "exact" not in form.names


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "or an exact value, 0 to 100"),
        ("zh-Hans", "或填写确切数值（0到100）"),
        ("zh-Hant", "或填寫確切數值（0到100）"),
    ],
)
def test_switching_the_language_keeps_an_exact_value(
    app, consultant, seeded, language, words
):
    place = url(seeded, CRITERION)
    fields = consultant.page(place).form("consensus").fields
    typed = {**fields, "exact": "60", "reason": "Half", "switch_language": language}
    answer = consultant.post(place, data=typed)
    assert words in answer.text
    assert "error-summary" not in answer.text
    assert Page(answer.text).form("consensus").fields["exact"] == ["60"]
    assert stored(app, ConsensusValue) == []


def test_an_exact_value_survives_a_conflict_and_its_file(
    app, consultant, admin, seeded
):
    place = url(seeded, CRITERION)
    mine = {**consultant.page(place).form("consensus").fields}
    admin.submit(place, "consensus", value="p", reason="Seen in the minutes")
    typed = {**mine, "exact": "60", "reason": "Told by the board"}
    answer = consultant.post(place, data=typed)
    assert answer.status_code == 409
    assert "60%" in answer.text
    chosen = Page(answer.text).form("conflict")
    assert consultant.post(place, data=chosen.fields).status_code == 302
    (row,) = stored(app, ConsensusValue)
    assert (row.value, row.version) == (60, 2)
    exported = consultant.get(url(seeded, "export.json")).get_json()
    (entry,) = files.from_json(exported, "export.json").consensus
    assert (entry.value, entry.reason) == (60, "Told by the board")


def test_a_consensus_needs_a_reason(app, consultant, seeded):
    answer = consultant.submit(url(seeded, RUBRIC), "consensus", value="3", reason=" ")
    assert "Give the reason" in answer.text
    assert stored(app, ConsensusValue) == []


def test_a_consensus_that_is_not_applicable_reads_back_from_its_file(
    app, consultant, seeded
):
    why = "This bank sells nothing to consumers."
    consultant.submit(url(seeded, RUBRIC), "consensus", value="na", reason=why)
    exported = consultant.get(url(seeded, "export.json")).get_json()
    (entry,) = files.from_json(exported, "export.json").consensus
    assert (entry.value, entry.reason) == ("na", why)


def test_f15_f16_the_second_of_two_gets_both_values_and_a_choice(
    app, consultant, admin, seeded
):
    place = url(seeded, RUBRIC)
    mine = {**consultant.page(place).form("consensus").fields}
    theirs = {**admin.page(place).form("consensus").fields}
    first = {**theirs, "value": "2", "reason": "Seen in the minutes"}
    assert admin.post(place, data=first).status_code == 302
    second = {**mine, "value": "4", "reason": "Told by the board"}
    answer = consultant.post(place, data=second)
    assert answer.status_code == 409
    for words in ("Level 2", "Level 4", "Seen in the minutes", "Told by the board"):
        assert words in answer.text
    assert admin.user.name in answer.text
    assert [row.value for row in stored(app, ConsensusValue)] == [2]
    chosen = Page(answer.text).form("conflict")
    assert consultant.post(place, data=chosen.fields).status_code == 302
    (row,) = stored(app, ConsensusValue)
    assert (row.value, row.version) == (4, 2)


def test_f17_a_consensus_sent_twice_is_one_change(app, consultant, seeded):
    place = url(seeded, RUBRIC)
    data = {**consultant.page(place).form("consensus").fields}
    data |= {"value": "2", "reason": "Seen"}
    answers = [consultant.post(place, data=data).status_code for _ in range(2)]
    assert answers == [302, 302]
    (row,) = stored(app, ConsensusValue)
    assert row.version == 1


def test_a_consensus_can_be_taken_back(app, consultant, seeded):
    place = url(seeded, RUBRIC)
    consultant.submit(place, "consensus", value="2", reason="Seen")
    consultant.submit(place, "consensus", value="none", reason="Not sure any more")
    (row,) = stored(app, ConsensusValue)
    assert (row.value, row.version) == (None, 2)
    exported = consultant.get(url(seeded, "export.json")).get_json()
    assert exported.get("consensus", []) == []
    shown = consultant.page(place).text
    assert "that there is no consensus: the mean of the answers counts" in shown
    assert "Last set by" not in shown


PROFIT = "review/continuum/stage-5.gate.segment-profit"
PUBLIC = "A public body keeps no profit and loss account."


def last_stage(app) -> dict[str, object]:
    rows = stored(app, ConsensusValue)
    assert all(row.question.startswith("stage-5.") for row in rows)
    return {row.question: row.value for row in rows}


def test_stage_5_is_agreed_to_be_not_applicable_as_a_whole(
    app, consultant, seeded, count_statements
):
    page = consultant.get(url(seeded, PROFIT)).text
    assert "The whole stage is not applicable" in page

    with count_statements() as sent:
        consultant.submit(url(seeded, PROFIT), "consensus", value="na", reason=PUBLIC)

    assert list(last_stage(app).values()) == ["na"] * 4
    assert len(sent) <= 6 + 8, sent  # the page and the save
    exported = consultant.get(url(seeded, "export.json")).get_json()
    read = files.from_json(exported, "export.json").consensus
    assert [(entry.value, entry.reason) for entry in read] == [("na", PUBLIC)] * 4


def test_a_value_for_one_part_of_stage_5_brings_the_whole_stage_back(
    app, consultant, seeded
):
    consultant.submit(url(seeded, PROFIT), "consensus", value="na", reason=PUBLIC)
    consultant.submit(url(seeded, PROFIT), "consensus", value="p", reason="It does.")

    values = last_stage(app)
    assert values.pop("stage-5.gate.segment-profit") == "p"
    assert list(values.values()) == [None] * 3
    exported = consultant.get(url(seeded, "export.json")).get_json()
    (entry,) = files.from_json(exported, "export.json").consensus
    assert (entry.question, entry.value) == ("stage-5.gate.segment-profit", "p")


def test_a_value_for_one_part_of_stage_5_leaves_the_others_alone(
    app, consultant, seeded
):
    place = "review/continuum/stage-5.gate.top-management"
    consultant.submit(url(seeded, place), "consensus", value="l", reason="Seen.")
    consultant.submit(url(seeded, PROFIT), "consensus", value="n", reason="Seen.")

    assert last_stage(app) == {
        "stage-5.gate.top-management": "l",
        "stage-5.gate.segment-profit": "n",
    }


def test_the_target_is_decided_by_someone_on_a_day_for_a_reason(
    app, consultant, seeded
):
    consultant.submit(
        url(seeded, "target"),
        "target",
        value="2,5",
        by="The board",
        date="2026-11-20",
        reason="Fits the business",
    )
    (row,) = stored(app, Assessment)
    assert row.targets["continuum"] == {
        "value": 2.5,
        "by": "The board",
        "date": "2026-11-20",
        "reason": "Fits the business",
    }


@pytest.mark.parametrize("value", ["5.1", "-1", "high", "", "nan", "1e999"])
def test_a_target_off_the_continuum_is_refused(app, consultant, seeded, value):
    answer = consultant.submit(
        url(seeded, "target"), "target", value=value, reason="Why"
    )
    assert Page(answer.text).title.startswith("Error:")
    assert "continuum" not in stored(app, Assessment)[0].targets


def test_f15_two_targets_at_once_show_both(app, consultant, admin, seeded):
    place = url(seeded, "target")
    mine = {**consultant.page(place).form("target").fields}
    theirs = {**admin.page(place).form("target").fields}
    admin.post(place, data={**theirs, "value": "3.25", "reason": "A"})
    answer = consultant.post(place, data={**mine, "value": "1.75", "reason": "B"})
    assert answer.status_code == 409
    assert "3.25" in answer.text
    assert "1.75" in answer.text
    assert stored(app, Assessment)[0].targets["continuum"]["value"] == 3.25


def test_an_accepted_gap_says_who_when_and_why_and_can_be_withdrawn(
    app, consultant, seeded
):
    place = url(seeded, "accepted/continuum/stage-1.gate.customer-level-data")
    consultant.submit(
        place, "accept", by="The board", date="2026-11-20", reason="By law"
    )
    (gap,) = stored(app, AcceptedGap)
    assert (gap.by, gap.date.isoformat(), gap.reason) == (
        "The board",
        "2026-11-20",
        "By law",
    )
    assert "By law" in consultant.get(url(seeded, "accepted")).text
    consultant.submit(f"{place}/withdraw", "confirm")
    assert stored(app, AcceptedGap) == []
    actions = [entry.action for entry in stored(app, AuditEntry)]
    assert {"gap.accepted", "gap.withdrawn"} <= set(actions)


def test_s13_a_locked_assessment_takes_no_decision(app, consultant, seeded):
    place = url(seeded, RUBRIC)
    data = {**consultant.page(place).form("consensus").fields}
    consultant.submit(url(seeded, "lock"), "status", reason="Done")
    answer = consultant.post(place, data={**data, "value": "2", "reason": "Late"})
    assert answer.status_code == 409
    for path in ("target", "links/new", "lock"):
        assert consultant.get(url(seeded, path)).status_code == 409
    assert stored(app, ConsensusValue) == []


def test_locking_keeps_the_result_and_reopening_gives_it_up(app, consultant, seeded):
    consultant.submit(url(seeded, "lock"), "status", reason="The board has seen it")
    (locked,) = stored(app, Assessment)
    assert locked.locked_result["schema"] == "sextant/result@1"
    assert locked.result_hash.startswith("sha256:")
    assert set(locked.definition_hashes) == set(locked.questionnaires)
    assert "The board has seen it" in consultant.get(url(seeded, "")[:-1]).text
    consultant.submit(url(seeded, "reopen"), "status", reason="One more answer")
    (opened,) = stored(app, Assessment)
    assert opened.is_open
    assert opened.locked_result is None


def test_the_record_holds_no_names_reasons_or_values(app, consultant, seeded):
    consultant.submit(
        url(seeded, RUBRIC), "consensus", value="3", reason="A secret reason"
    )
    entries = stored(app, AuditEntry)
    text = " ".join(f"{e.actor} {e.subject} {e.detail}" for e in entries)
    for private in ("secret", "The executive", "example.org", seed.PASSWORD):
        assert private not in text
