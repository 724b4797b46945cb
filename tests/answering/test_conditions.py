"""Questions that depend on others: shown, counted and asked only where they apply."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from assessment import db
from assessment.accounts.models import Organisation
from assessment.models import Answer
from tests.answering.conftest import autosave, fields, save
from tests.conftest import opened
from tests.support import definitions, seed
from tests.support.pages import Page

WHO = "service.contact.phone.who"
COVERED = "service.contact.phone.covered"
PARTNER = "service.contact.phone.partner"
WEB = "service.contact.web.covered"
CARE = "service.care.level"
KEPT = "results.kept.partner"


@pytest.fixture
def seeded(own_seeded):
    """Every test here is about an assessment by the own model."""
    return own_seeded


@pytest.fixture
def path(at) -> str:
    return at(definitions.NAME, "service")


def asked(page: Page) -> list[str]:
    return [n.removesuffix(":base") for n in fields(page) if n.endswith(":base")]


@pytest.fixture
def market(app, seeded):
    """Change the organisation's market."""

    def change(code: str) -> None:
        with app.app_context():
            db.session().execute(update(Organisation).values(market=code))
            db.session().commit()

    return change


def test_what_does_not_apply_is_not_shown(respondent, path):
    page = respondent.page(path)

    assert asked(page) == [COVERED, WHO, WEB, CARE]
    assert "Of how many customers does the partner firm see" not in page.text


def test_an_answer_reveals_a_question_at_once_and_the_page_says_so(respondent, path):
    answer = save(respondent, path, {WHO: "partner"})

    assert answer.headers["Location"] == f"{path}?new={PARTNER}"
    page = respondent.page(answer.headers["Location"])
    assert asked(page) == [COVERED, WHO, PARTNER, WEB, CARE]
    assert "Your answers have added questions to this section." in page.text


def test_the_next_save_goes_on(respondent, path, at):
    save(respondent, path, {WHO: "partner"})

    answer = save(respondent, path, {PARTNER: "half"})

    assert answer.headers["Location"] == at(definitions.NAME, "results")


def test_a_hidden_answer_is_kept_and_comes_back(respondent, path, stored):
    save(respondent, path, {WHO: "partner"})
    save(respondent, path, {PARTNER: "half", f"{PARTNER}:comment": "Their screen."})
    save(respondent, path, {WHO: "own"})

    assert PARTNER not in asked(respondent.page(path))
    assert (stored(PARTNER).value, stored(PARTNER).comment) == (
        "half",
        "Their screen.",
    )
    save(respondent, path, {WHO: "partner"})
    shown = fields(respondent.page(path))
    assert shown[PARTNER] == ["half"]
    assert shown[f"{PARTNER}:comment"] == ["Their screen."]


def test_an_old_pages_answer_to_a_hidden_question_is_stored(respondent, path, stored):
    save(respondent, path, {WHO: "partner"})
    old = respondent.page(path)
    save(respondent, path, {WHO: "own"})

    answer = respondent.post(path, data={**fields(old), PARTNER: "all"})

    assert answer.status_code == 303
    assert stored(PARTNER).value == "all"
    assert stored(WHO).value == "own"


def test_a_refused_answer_to_a_hidden_question_stays_to_be_mended(respondent, path):
    save(respondent, path, {WHO: "partner"})
    old = respondent.page(path)
    save(respondent, path, {WHO: "own"})

    answer = respondent.post(path, data={**fields(old), PARTNER: "na"})

    assert answer.status_code == 422
    assert PARTNER in asked(Page(answer.text))


def test_the_language_switch_keeps_what_an_old_page_asked(respondent, path):
    save(respondent, path, {WHO: "partner"})
    old = respondent.page(path)
    save(respondent, path, {WHO: "own"})

    typed = {PARTNER: "all", "switch_language": "zh-Hans"}
    answer = respondent.post(path, data={**fields(old), **typed})

    assert fields(Page(answer.text))[PARTNER] == ["all"]


def test_a_scales_keys_are_stored_whatever_number_they_look_like(
    respondent, path, stored
):
    # The key "1" is worth 0.25; the option worth 1 has the key "all".
    save(respondent, path, {COVERED: "1", f"{COVERED}:evidence": "described"})
    assert (stored(COVERED).value, stored(COVERED).evidence) == ("1", "described")

    save(respondent, path, {COVERED: "na", f"{COVERED}:reason": "regulated"})
    assert (stored(COVERED).value, stored(COVERED).reason) == ("na", "regulated")

    answer = save(respondent, path, {COVERED: "0.3"})
    assert answer.status_code == 422


def test_the_hub_counts_only_what_applies(respondent, hub, path):
    assert "4 questions" in respondent.page(hub).text
    assert "Dealers" not in respondent.page(hub).text
    assert "5 questions are still unanswered" in respondent.page(hub).text

    save(respondent, path, {WHO: "partner"})

    assert "5 questions" in respondent.page(hub).text
    assert "6 questions are still unanswered" in respondent.page(hub).text


def test_a_section_is_complete_without_what_is_hidden(respondent, path, hub):
    given = {COVERED: "all", WHO: "own", WEB: "half", CARE: "3"}
    save(respondent, path, given)

    assert "Completed" in respondent.page(hub).text


def test_a_dimension_appears_with_the_profile(respondent, hub, market, at):
    market("mixed")
    assert "Dealers" in respondent.page(hub).text
    assert respondent.get(at(definitions.NAME, "dealers")).status_code == 200

    market("b2c")
    answer = respondent.get(at(definitions.NAME, "dealers"))
    assert (answer.status_code, answer.headers["Location"]) == (303, hub)


def test_a_hidden_question_by_itself_leads_to_the_list(respondent, path, hub):
    answer = respondent.get(f"{path}/{PARTNER}")

    assert (answer.status_code, answer.headers["Location"]) == (303, hub)


def test_one_question_at_a_time_passes_over_what_is_hidden(respondent, path):
    answer = save(respondent, f"{path}/{WHO}", {WHO: "own"})
    assert answer.headers["Location"] == f"{path}/{WEB}"
    assert "Question 3 of 4" in respondent.page(f"{path}/{WEB}").text

    answer = save(respondent, f"{path}/{WHO}", {WHO: "partner"})
    assert answer.headers["Location"] == f"{path}/{PARTNER}"
    assert "Question 3 of 5" in respondent.page(f"{path}/{PARTNER}").text


def test_nothing_hidden_is_needed_to_submit(respondent, path, hub, at):
    save(respondent, path, {COVERED: "all", WHO: "own", WEB: "half", CARE: "3"})
    save(respondent, at(definitions.NAME, "results"), {"results.kept.share": "half"})

    page = respondent.page(f"{hub}/check")
    assert "Every question has an answer." in page.text
    answer = respondent.post(f"{hub}/check", data=dict(page.form("submit").fields))

    assert answer.status_code == 303
    assert "submitted" in respondent.page(hub).text


def test_what_was_added_in_the_meantime_is_not_submitted_as_blank(
    app, respondent, seeded, path, hub
):
    save(respondent, path, {WHO: "dk"})
    page = respondent.page(f"{hub}/check")
    answer_as(app, seeded.respondents["manager"], path, "partner")

    answer = respondent.post(f"{hub}/check", data=dict(page.form("submit").fields))

    assert answer.status_code == 422
    assert "Other questions are unanswered" in answer.text


def answer_as(app, person, path: str, value: str) -> None:
    save(opened(app, person), path, {WHO: value})


def test_everybody_is_asked_the_same(app, respondent, seeded, path):
    # Choices are 0, 1 and 2. The mean of the roles decides, from 2 on.
    save(respondent, path, {WHO: "partner"})
    assert PARTNER in asked(respondent.page(path))

    other = opened(app, seeded.respondents["manager"])
    assert PARTNER in asked(other.page(path))
    save(other, path, {WHO: "own"})

    assert PARTNER not in asked(respondent.page(path))
    assert PARTNER not in asked(other.page(path))


def test_another_unit_decides_for_itself(app, respondent, seeded, path, change):
    manager = seeded.respondents["manager"]
    change(seeded.respondents["executive"], unit_key="north")
    change(manager, unit_key="south")

    answer_as(app, manager, path, "partner")
    assert PARTNER not in asked(respondent.page(path))
    save(respondent, path, {WHO: "partner"})
    assert PARTNER in asked(respondent.page(path))


def test_the_script_is_told_what_applies_after_a_deciding_answer(respondent, path):
    decided = autosave(respondent, path, WHO, {WHO: "partner"})
    assert decided.json["asked"] == [COVERED, WHO, PARTNER, WEB, CARE]

    other = autosave(respondent, path, CARE, {CARE: "2"})
    assert other.json["asked"] is None


def test_capabilities_are_named_under_those_they_lie_in(respondent, path):
    html = respondent.get(path).text

    heads = [
        html.index(f'<h{depth} data-group="{name}">{title}</h{depth}>')
        for depth, name, title in (
            (2, "service.contact", "Contact"),
            (3, "service.contact.phone", "Telephone"),
            (3, "service.contact.web", "Web"),
            (2, "service.care", "Care"),
        )
    ]
    assert heads == sorted(heads)


def test_few_statements_whatever_depends_on_what(
    respondent, path, hub, count_statements
):
    save(respondent, path, {WHO: "partner"})
    for url in (path, f"{path}/{PARTNER}", hub, f"{hub}/check"):
        with count_statements() as read:
            page = respondent.page(url)
        assert len(read) <= 6, "\n".join(read)
    page = respondent.page(path)
    with count_statements() as written:
        respondent.post(path, data={**fields(page), WHO: "own", PARTNER: "all"})
    assert len(written) <= 8, "\n".join(written)
    assert sum("union all" in each.lower() for each in written) == 1


def test_without_conditions_nothing_more_is_asked_of_the_database(
    other_assessment, count_statements
):
    visitor, url = other_assessment
    with count_statements() as read:
        visitor.page(url)
    assert not any("union" in each.lower() for each in read)


@pytest.fixture
def other_assessment(app, consultant):
    with app.app_context():
        made = seed.assessment(
            db.session(), consultant.user, "Other Bank", ("capability-model@1.0",)
        )
    url = f"/a/{made.assessment.public_id}/capability-model/leadership"
    return opened(app, made.respondents["executive"]), url


def test_the_kept_answer_is_one_row(app, respondent, path):
    save(respondent, path, {WHO: "partner"})
    save(respondent, path, {PARTNER: "half"})
    save(respondent, path, {WHO: "own"})

    with app.app_context():
        rows = db.session().query(Answer).filter_by(question=PARTNER).all()
    assert [row.value for row in rows] == ["half"]
