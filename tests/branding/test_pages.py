"""The brand's pages: set, checked, refused with reasons, recorded, never lost."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from assessment import db
from assessment.audit.models import AuditEntry
from assessment.branding import services
from assessment.branding.brand import NO_BRAND
from questionnaires.model import LANGUAGES
from tests.branding.pictures import picture
from tests.support.pages import Page

# What pages say is the same whatever the database; storing and locking run on both.
SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
LOOK = {"name": "Lantern Advisory", "primary": "#7a1f1f", "secondary": "#A9894D"}
HOSTILE = '"><svg/onload=window.x=1>{{7*7}}'


def send(someone, form="look", path="/brand", files=None, **typed):
    page = someone.page(path)
    sent = files or {}
    fields = {key: value for key, value in page.form(form).fields.items() if value}
    return someone.post(path, data={**fields, **typed, **sent})


def stored(app):
    with app.app_context():
        return services.get_brand(db.session())


def test_a_brand_is_saved_with_its_logo_and_a_record(app, admin):
    files = {"logo": (io.BytesIO(picture(pnginfo=None)), "../../logo.svg")}
    answer = send(admin, files=files, **LOOK, foot_en="For the board")
    assert answer.status_code == 302
    brand = stored(app)
    assert (brand.name, brand.primary) == ("Lantern Advisory", "#7A1F1F")
    assert brand.logo.kind == "png"
    assert brand.foot("zh-Hant") == ("For the board", "en")
    with app.app_context():
        (entry,) = db.session().scalars(
            select(AuditEntry).where(AuditEntry.action == "brand.changed")
        )
    assert entry.detail == {"version": 1, "logo": True}

    # Saved again without a file, the logo stays; removed, it goes.
    assert send(admin, contact="hello@lantern.example").status_code == 302
    assert stored(app).logo is not None
    assert send(admin, no_logo="y").status_code == 302
    assert stored(app).logo is None
    assert stored(app).contact == "hello@lantern.example"


@pytest.mark.parametrize("language", LANGUAGES)
@SQLITE
def test_a_pale_colour_is_refused_in_the_readers_language(app, admin, language):
    answer = send(admin, path=f"/brand?lang={language}", primary="#C2A878")
    assert answer.status_code == 200
    assert "2.11:1" in answer.text
    assert "#876D3D" in answer.text
    assert "error-summary" in answer.text
    assert Page(answer.text).form("look").fields["primary"] == ["#C2A878"]
    assert stored(app) == NO_BRAND


@SQLITE
def test_s06_a_logo_that_is_no_picture_is_refused(app, admin):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///x"/></svg>'
    answer = send(admin, files={"logo": (io.BytesIO(svg), "logo.png")})
    assert "neither a PNG nor a JPEG" in answer.text
    assert stored(app) == NO_BRAND


@SQLITE
def test_checking_shows_and_saves_nothing(app, admin):
    answer = send(admin, **LOOK, check="y")
    assert "Nothing is saved yet" in answer.text
    assert 'fill="#7A1F1F"' in answer.text
    assert stored(app) == NO_BRAND


def test_f15_of_two_savings_at_once_the_second_is_asked(app, admin):
    old = admin.page("/brand").form("look").fields
    assert send(admin, name="First").status_code == 302
    answer = admin.post("/brand", data={**old, "name": "Second"})
    assert answer.status_code == 409
    assert "Someone else changed the brand" in answer.text
    assert stored(app).name == "First"
    again = Page(answer.text).form("look").fields
    assert again["name"] == ["Second"]
    assert admin.post("/brand", data=again).status_code == 302
    assert stored(app).name == "Second"


def test_f17_a_form_sent_twice_is_saved_once_and_not_refused(app, admin):
    sent = {**admin.page("/brand").form("look").fields, "name": "Lantern Advisory"}
    assert [admin.post("/brand", data=sent).status_code for _ in "12"] == [302, 302]
    with app.app_context():
        assert services.get_kept(db.session()).version == 1


@SQLITE
def test_s01_hostile_names_are_text_on_the_pages(app, admin):
    send(admin, name=HOSTILE, contact=HOSTILE, foot_en=HOSTILE)
    page = admin.get("/brand").text
    assert "<svg/onload" not in page
    assert "{{7*7}}" in page


def test_sections_are_chosen_moved_and_back_to_the_usual(app, admin):
    assert send(admin, "sections", "/brand/sections").status_code == 302
    assert stored(app).sections is None
    fields = admin.page("/brand/sections").form("sections").fields
    none = {name: "" for name in fields if name.startswith("at:")}
    chosen = {**none, "at:roadmap": "2", "at:method": "1"}
    assert send(admin, "sections", "/brand/sections", **chosen).status_code == 302
    assert stored(app).sections == ("method", "roadmap")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"at:method": ""}, "cannot be left out", id="no method"),
        pytest.param({"at:method": "x"}, "Enter a number", id="no number"),
        pytest.param({"at:method": "100"}, "Enter a number", id="too high"),
        pytest.param({"at:method": "9", "at:gaps": "9"}, "has this number", id="twice"),
    ],
)
@SQLITE
def test_sections_without_the_method_or_in_no_order_are_refused(
    app, admin, typed, said
):
    answer = send(admin, "sections", "/brand/sections", **typed)
    assert said in answer.text
    assert stored(app) == NO_BRAND


def test_own_words_are_kept_by_place_and_language(app, admin):
    words = {"en": "Dear {{ organisation }}", "zh-Hant": "您好"}
    assert send(admin, "words", "/brand/words/closing", **words).status_code == 302
    assert dict(stored(app).blocks) == {"closing": words}
    none = dict.fromkeys(words, "")
    assert send(admin, "words", "/brand/words/closing", **none).status_code == 302
    assert dict(stored(app).blocks) == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(
            {"en": "{{ config }}"}, "There is no such value; config", id="S-03"
        ),
        pytest.param({"en": "{{ ''.__class__ }}"}, "may not do this", id="class"),
        pytest.param({"zh-Hans": "您好"}, "English text is missing", id="no English"),
    ],
)
@SQLITE
def test_s03_templates_that_reach_further_are_refused(app, admin, words, said):
    answer = send(admin, "words", "/brand/words/closing", **words)
    assert said in answer.text
    assert stored(app) == NO_BRAND


@SQLITE
def test_there_are_no_words_for_a_place_that_is_none(admin):
    admin.page("/brand/words/nowhere", 404)


@SQLITE
def test_downloads_wear_the_brand(app, admin, answered):
    send(admin, **LOOK)
    send(admin, "words", "/brand/words/closing", en="Thanks, {{ organisation }}.")
    path = f"/assessments/{answered.assessment.public_id}/report.html"
    page = admin.get(path).text
    assert "Lantern Advisory" in page
    assert "#7A1F1F" in page
    assert "#0B5C7A" not in page


@SQLITE
def test_words_that_fail_with_a_reports_numbers_are_told_and_not_left_out(
    app, admin, answered
):
    # 2 is this report's level; the trial with another level was fine.
    text = "{% if level is not none %}{{ 1 / (level - 2) }}{% endif %}x"
    assert send(admin, "words", "/brand/words/closing", en=text).status_code == 302
    path = f"/assessments/{answered.assessment.public_id}/report.html"
    answer = admin.get(path)
    assert answer.status_code == 422
    assert "division by zero" in answer.text
