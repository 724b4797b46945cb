"""Submitting: once, knowingly, and never while something needed is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from assessment import db
from assessment.models import AuditEntry, Respondent
from questionnaires import loader
from questionnaires.model import QuestionType
from tests.answering.conftest import (
    CONTINUUM,
    FUNCTION,
    PERCEIVED,
    STAGE,
    autosave,
    fields,
    save,
)
from tests.support.pages import Page


@pytest.fixture
def check(hub) -> str:
    return f"{hub}/check"


@pytest.fixture
def person(app, seeded) -> Callable[[], Respondent]:
    def read() -> Respondent:
        with app.app_context():
            return db.session().get_one(Respondent, seeded.respondents["executive"].id)

    return read


@pytest.fixture
def perceived(respondent, at):
    save(respondent, at(CONTINUUM, "perceived"), {PERCEIVED: "3"})


@pytest.fixture
def submitted(respondent, perceived, check):
    respondent.submit(check, "submit")


def test_s30_the_perceived_stage_is_needed_and_named(respondent, check, hub, person):
    page = respondent.page(check)
    assert not any(form.id == "submit" for form in page.forms)
    # What must be done stands before everything that may be done.
    links = [address for address, _kind in page.links]
    wanted = next(
        n for n, (_, kind) in enumerate(page.links) if kind == "button primary"
    )
    assert links[wanted].endswith("/continuum/perceived")
    assert not any("#" in address for address in links[1:wanted])
    token = respondent.page(hub).forms[0].fields["csrf_token"]

    answer = respondent.post(
        check, data={"csrf_token": token, "key": "k", "blanks": "63"}
    )

    assert answer.status_code == 422
    assert f'href="#missing-{PERCEIVED}"' in answer.text
    assert person().submitted_at is None


def test_dont_know_is_an_answer_to_what_is_needed(respondent, at, check, person):
    save(respondent, at(CONTINUUM, "perceived"), {PERCEIVED: "dk"})

    respondent.submit(check, "submit")

    assert person().submitted_at is not None


def test_blanks_are_named_and_meant(respondent, perceived, check, at, person):
    page = respondent.page(check)
    links = [href for href, _css in page.links if "#" in href]
    assert f"{at(CONTINUUM, STAGE)}#{FUNCTION}" in links
    assert not any(PERCEIVED in href for href in links)

    wrong = respondent.submit(check, "submit", blanks="0")

    assert wrong.status_code == 422
    assert person().submitted_at is None
    assert respondent.submit(check, "submit").status_code == 303
    assert person().submitted_at is not None


@pytest.mark.usefixtures("perceived")
def test_f17_sending_the_form_twice_submits_once(app, respondent, at, person):
    check, hub = at("check"), at()
    form = respondent.page(check).form("submit").fields
    first = respondent.post(check, data=form)
    time = person().submitted_at
    again = respondent.post(check, data=form)

    assert first.status_code == again.status_code == 303
    assert first.headers["Location"] == again.headers["Location"] == hub
    assert person().submitted_at == time
    with app.app_context():
        actions = [entry.action for entry in db.session().query(AuditEntry)]
    assert actions.count("answers.submitted") == 1


@pytest.mark.usefixtures("perceived")
def test_f18_after_submitting_an_old_page_changes_nothing(respondent, at, stored):
    check, hub = at("check"), at()
    path = at(CONTINUUM, STAGE)
    old = respondent.page(path)
    old_check = respondent.page(check).form("submit").fields
    respondent.submit(check, "submit")

    answer = respondent.post(
        path, data={**fields(old), FUNCTION: "f", f"{FUNCTION}:comment": "My words"}
    )
    second = respondent.post(check, data={**old_check, "key": "another"})

    assert answer.status_code == second.status_code == 409
    assert "Already submitted on" in answer.text
    assert "Already submitted on" in second.text
    assert "My words" in answer.text
    assert stored(FUNCTION) is None
    assert respondent.get(path).headers["Location"] == hub
    assert "Already submitted on" in respondent.get(hub).text


def test_f18_the_script_is_told_too(respondent, at, check, perceived):
    path = at(CONTINUUM, STAGE)
    page = respondent.page(path)
    respondent.submit(check, "submit")

    answer = autosave(respondent, path, FUNCTION, {FUNCTION: "f"}, page)

    assert (answer.status_code, answer.json) == (409, {"closed": "submitted"})


@pytest.mark.usefixtures("submitted")
def test_f19_the_link_leads_to_a_receipt_after_submitting(app, seeded):
    other = app.test_client()
    link = f"/i/{seeded.tokens['executive']}"

    answer = other.submit(link, "open")

    assert "Already submitted on" in other.get(answer.headers["Location"]).text


@pytest.mark.usefixtures("submitted")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Already submitted on {day} at {time}. Thank you."),
        ("zh-Hans", "已于{day} {time}提交，谢谢。"),
        ("zh-Hant", "已於{day} {time}送出，謝謝。"),
    ],
)
def test_a_receipt_of_today_says_the_date_too(respondent, hub, person, language, words):
    at = person().submitted_at
    day = f"{at:%Y}年{at.month}月{at.day}日"
    if language == "en":
        day = f"{at.day} {at:%B %Y}"

    shown = respondent.get(f"{hub}?lang={language}").text

    assert words.format(day=day, time=f"{at:%H:%M} UTC") in shown


@pytest.fixture
def close(seeded, change) -> Callable[[str], None]:
    """End the answering while someone is at it."""

    def end(why: str) -> None:
        now = db.utcnow()
        if why == "locked":
            change(seeded.assessment, status="locked", locked_at=now)
        else:
            past = now - dt.timedelta(seconds=1)
            change(seeded.respondents["executive"], expires_at=past)

    return end


@pytest.mark.parametrize("why", ["locked", "expired"])
def test_f22_what_is_sent_too_late_stays_on_the_page_with_whom_to_ask(
    respondent, at, close, stored, why
):
    path = at(CONTINUUM, STAGE)
    old = respondent.page(path)
    close(why)

    answer = respondent.post(
        path,
        data={**fields(old), FUNCTION: "f", f"{FUNCTION}:comment": "Do not lose me"},
    )

    assert answer.status_code == 409
    assert "Do not lose me" in answer.text
    assert "consultant@example.org" in answer.text
    assert stored(FUNCTION) is None


def test_a_revoked_person_sees_nothing_more(respondent, hub, seeded, change):
    change(seeded.respondents["executive"], revoked_at=db.utcnow())

    assert respondent.get(hub).status_code == 404


def test_f23_what_was_typed_when_the_session_ended_is_saved_with_the_link(
    respondent, at, seeded, stored
):
    path = at(CONTINUUM, STAGE)
    typed = {
        **fields(respondent.page(path)),
        FUNCTION: "f",
        f"{FUNCTION}:comment": "x\ny",
    }
    respondent.delete_cookie("sextant")

    ended = respondent.post(path, data=typed)
    assert ended.status_code == 401
    form = Page(ended.text).form("resume")
    link = f"http://127.0.0.1:8000/i/{seeded.tokens['executive']}"
    answer = respondent.post(form.action, data={**form.fields, "link": link})

    assert answer.status_code == 303
    assert stored(FUNCTION).value == "f"
    assert stored(FUNCTION).comment == "x\ny"


def test_f23_the_link_may_be_opened_in_another_tab(respondent, at, seeded, stored):
    path = at(CONTINUUM, STAGE)
    typed = {**fields(respondent.page(path)), FUNCTION: "f"}
    respondent.delete_cookie("sextant")
    form = Page(respondent.post(path, data=typed).text).form("resume")
    respondent.submit(f"/i/{seeded.tokens['executive']}", "open")

    renewed = respondent.post(form.action, data={**form.fields, "link": ""})
    assert renewed.status_code == 400
    assert stored(FUNCTION) is None
    form = Page(renewed.text).form("resume")
    answer = respondent.post(form.action, data=form.fields)

    assert answer.status_code == 303
    assert stored(FUNCTION).value == "f"


def test_f23_a_wrong_link_keeps_what_was_typed(respondent, at, stored):
    path = at(CONTINUUM, STAGE)
    typed = {**fields(respondent.page(path)), f"{FUNCTION}:comment": "Still here"}
    respondent.delete_cookie("sextant")
    form = Page(respondent.post(path, data=typed).text).form("resume")

    answer = respondent.post(form.action, data={**form.fields, "link": "/i/nonsense"})

    assert answer.status_code == 422
    assert "Still here" in answer.text
    assert Page(answer.text).form("resume").fields["kept"] == form.fields["kept"]


def test_f23_a_bad_answer_kept_through_the_session_is_shown_with_its_fault(
    respondent, at, seeded, stored
):
    path = at(CONTINUUM, STAGE)
    typed = {**fields(respondent.page(path)), FUNCTION: "q"}
    respondent.delete_cookie("sextant")
    form = Page(respondent.post(path, data=typed).text).form("resume")
    token = seeded.tokens["executive"]

    answer = respondent.post(form.action, data={**form.fields, "link": token})

    assert answer.status_code == 422
    assert Page(answer.text).form("answers").action == path


@pytest.mark.parametrize(
    "forged",
    [
        {"kept": "[", "to": "/"},
        {"kept": '{"a": 1}', "to": "//evil.example/"},
        {"kept": '[["a", "b"]]', "to": "https://evil.example/"},
        {"kept": '[["a", "b"]]', "to": "/sign-out"},
    ],
)
def test_s25_kept_fields_go_nowhere_else(respondent, forged):
    form = respondent.page("/i").form("resume").fields

    answer = respondent.post("/i", data={**form, **forged})

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/a"


def test_s12_another_assessment_is_not_found(respondent, hub):
    strange = "/a/AAAAAAAAAAAAAAAAAAAAAA"
    for path in (strange, f"{strange}/check", f"{strange}/continuum/stage-1"):
        assert respondent.get(path).status_code == 404
    for path in ("nothing/here", "continuum/stage-9", f"continuum/{STAGE}/{PERCEIVED}"):
        assert respondent.get(f"{hub}/{path}").status_code == 404


def test_only_ones_own_roles_questions_are_asked(app, respondent, seeded, at):
    visitor = app.test_client()
    visitor.submit(f"/i/{seeded.tokens['frontline']}", "open")

    page = visitor.page(at(CONTINUUM, STAGE))

    asked = [n for n in fields(page) if n.endswith(":base")]
    assert asked == ["stage-2.gate.customer-factors-in-operations:base"]
    assert visitor.get(at(CONTINUUM, "target")).status_code == 404
    assert respondent.get(at(CONTINUUM, "target")).status_code == 200


def test_the_perceived_stage_comes_first(respondent, hub):
    links = [href for href, _css in respondent.page(hub).links if "/continuum/" in href]

    assert links[0].endswith("/continuum/perceived")
    assert links[1].endswith("/continuum/stage-1")


def test_the_list_says_how_far_each_section_is(respondent, at, hub):
    path = at(CONTINUUM, STAGE)
    assert "Not yet started" in respondent.get(hub).text
    save(respondent, path, {FUNCTION: "l"})
    assert "In progress" in respondent.get(hub).text
    page = respondent.page(path)
    rest = [n.removesuffix(":base") for n in fields(page) if n.endswith(":base")]

    save(respondent, path, dict.fromkeys(rest, "dk"))

    assert "Completed" in respondent.get(hub).text


def test_the_choice_of_view_is_remembered(respondent, hub):
    page = respondent.page(hub)
    form = next(form for form in page.forms if form.action.endswith("/view"))
    respondent.post(form.action, data={**form.fields, "view": "one"})

    links = [href for href, _css in respondent.page(hub).links]

    assert any(href.endswith(f"/perceived/{PERCEIVED}") for href in links)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_section_and_question_speaks_every_language(respondent, hub, language):
    respondent.get(f"{hub}?lang={language}")
    sections = [
        href
        for href, _css in respondent.page(hub).links
        if href.startswith(f"{hub}/") and not href.endswith("/check")
    ]
    assert len(sections) > 8
    for path in sections:
        page = respondent.page(path)
        assert page.language == language
    assert respondent.page(f"{hub}/check").language == language


def test_every_published_question_can_be_answered_on_its_page(respondent, seeded, hub):
    kinds = set()
    for key in seeded.assessment.questionnaires:
        for dimension in loader.load(*key.split("@")).dimensions:
            for question in dimension.questions():
                if question.type in kinds:
                    continue
                kinds.add(question.type)
                path = f"{hub}/{key.split('@')[0]}/{dimension.id}/{question.id}"
                answer = save(respondent, path, {question.id: "dk"})
                assert answer.status_code == 303, question.id
    assert QuestionType.LETCI in kinds
