"""The page of peers, its CSV and its JSON: what a release publishes, and no more."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import delete, select

from assessment import db
from assessment.benchmarks import identity, series
from assessment.benchmarks import services as benchmarks
from assessment.benchmarks.models import PoolRecord, PoolScore, ReleaseCell
from assessment.benchmarks.series import Sought
from assessment.engagements import services
from assessment.engagements.models import Assessment, Unit
from questionnaires.model import LANGUAGES
from scoring.comparison import compare
from scoring.grid import Cell, Place
from tests.benchmarks import released
from tests.benchmarks.released import MODEL, by_hand, entry
from tests.security.access import address

HERE = ("K64", "ZA")
RANKS = (
    "percentile", "quarter", "interval", "rank", "better", "ahead",
    "百分位", "四分之一", "置信", "信賴", "排名", "领先", "領先",
)  # fmt: skip
PAGES = ("peers", "peers.csv", "peers.json")


@pytest.fixture
def publish(app):
    """Store releases."""

    def make(*documents, member=None, group=None, **changes):
        with app.app_context():
            session = db.session()
            for document in documents:
                made = released.store(session, document, **changes)
                if member is not None:
                    released.join(session, made, session.merge(member))
                if group is not None:
                    released.join(session, made, parent=identity.named(group))

    return make


def path(seeded, name="peers", **asked):
    fields = [
        f"{key}={value}"
        for key, given in asked.items()
        for value in (given if isinstance(given, tuple) else (given,))
    ]
    query = f"?{'&'.join(fields)}" if fields else ""
    return f"/assessments/{seeded.assessment.public_id}/{name}{query}"


def all_of(industry, region, n=26, questionnaire=MODEL, **changes):
    return [
        entry(industry, region, name, n, **changes)
        for name in released.dimensions(questionnaire)
    ]


def offered(page):
    """Return the keys of the cohorts that may be chosen, and those that are."""
    boxes = re.findall(r'name="cohort" value="([^"]*)"( checked)?', page)
    return [key for key, _ in boxes], [key for key, checked in boxes if checked]


def words(page):
    """Return what a page says, without its charts' data and drawings."""
    plain = re.sub(r"<(script|svg).*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def figures_of(page):
    found = re.findall(
        r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL
    )
    return [json.loads(text) for text in found]


def table_of(client, seeded, **asked):
    text = client.get(path(seeded, "peers.csv", **asked)).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_it_offers_only_published_cells_of_the_own_ladder(
    consultant, answered, publish
):
    """Other places, the region of all industries and sizes are not on the ladder."""
    publish(by_hand(
        *all_of(*HERE), *all_of("K64", "M49:018"), *all_of("K", None),
        *all_of(None, None), *all_of(None, "ZA"), *all_of("K64", "GB"),
        *all_of("G47", "ZA"), *all_of("J", None),
        *all_of("K", None, size="250-999"),
    ))  # fmt: skip
    keys, chosen = offered(consultant.get(path(answered)).text)
    assert keys == ["K64@ZA", "K64@M49:018", "K@", "@"]
    assert chosen == ["K64@ZA"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "cohort", ["K64@GB", "@ZA", "G47@ZA", "K@ZA", "K64", "nonsense", "", "K64@ZA@"]
)
def test_a_cohort_that_is_not_offered_is_not_found(
    consultant, answered, publish, name, cohort
):
    """K@ZA is on the ladder and not published; the rest is nobody's to ask for here."""
    publish(by_hand(*all_of(*HERE), *all_of("K64", "GB"), *all_of(None, "ZA"),
                    *all_of("G47", "ZA")))  # fmt: skip
    assert consultant.get(path(answered, name, cohort=cohort)).status_code == 404
    assert consultant.get(path(answered, name, cohort="K64@ZA")).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_another_dimension_or_questionnaire_is_not_found(
    consultant, answered, publish, name
):
    publish(by_hand(*all_of(*HERE)))
    for asked in ({"dimension": "position"}, {"questionnaire": "core-processes"}):
        assert consultant.get(path(answered, name, **asked)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_s12_another_organisation_s_peers_are_not_found(
    app, client, other_consultant, answered, name
):
    assert other_consultant.get(path(answered, name)).status_code == 404
    assert client.get(path(answered, name)).status_code == 401
    with app.app_context():
        url = address(app, "explorer.show", {"public_id": "A" * 22})
    assert other_consultant.get(url).status_code == 404


def test_the_comparison_is_that_of_contract_6(consultant, answered, publish):
    document = by_hand(*all_of("K64", "M49:018"), *all_of(None, None, 140))
    publish(document)
    found = consultant.get(path(answered, "peers.json")).get_json()
    own = found["own"][0]["scores"]
    grid = released.grid()
    place = Place("K64", "ZA", "1000-4999")
    ordered = {name: own[name] for name in released.dimensions(MODEL)}
    wanted = compare(place, ordered, document.found, grid)
    comparison = found["comparison"]
    assert (comparison["schema"], comparison["release"], comparison["date"]) == (
        "sextant/comparison@1", document.id, "2026-03-31",
    )  # fmt: skip
    for told, standing in zip(comparison["dimensions"], wanted, strict=True):
        assert told["dimension"] == standing.dimension
        assert (told["n"], told["rung"]) == (26, 2)
        assert told["cell"] == {"industry": "K64", "region": "M49:018"}
        assert told["percentile"] == standing.percentile
        assert told["interval"] == list(standing.interval)
        assert told["refused"] == [
            {"rung": 1, "cell": {"industry": "K64", "region": "ZA"},
             "why": "not-published"}
        ]  # fmt: skip


def test_page_csv_json_and_figure_show_the_same_published_numbers(
    consultant, answered, publish
):
    release = released.built()
    publish(release)
    page = consultant.get(path(answered)).text
    _, (key,) = offered(page)
    industry, _, region = key.partition("@")
    found = consultant.get(path(answered, "peers.json")).get_json()
    lines = found["cohorts"][0]["dimensions"]
    rows = {row["dimension"]: row for row in table_of(consultant, answered)}
    (figure,) = figures_of(page)[:1]
    drawn = {trace["type"]: trace for trace in figure["data"]}
    boxes = zip(*(drawn["box"][part] for part in ("q1", "median", "q3")), strict=True)
    bars = iter(drawn["bar"]["customdata"])
    for line, box in zip(lines, boxes, strict=True):
        cell = release.found[Cell(industry or None, region or None, None),
                             line["dimension"]]  # fmt: skip
        for name in ("n", "mean", "quartiles", "histogram"):
            assert line[name] == cell[name]
        row = rows[line["dimension"]]
        assert [
            row[name] for name in ("lower_quartile", "median", "upper_quartile")
        ] == [str(each) for each in cell["quartiles"]]
        assert row["n"] == str(cell["n"])
        assert list(box) == cell["quartiles"]
        for bar in cell["histogram"]:
            if bar["n"]:
                assert next(bars) == bar["n"]
        low, median, high = cell["quartiles"]
        assert f"{median} ({low}–{high})" in page
    assert next(bars, None) is None


@pytest.mark.parametrize("n", [5, 7, 8, 9, 10, 19, 20])
def test_each_statistic_needs_its_number_of_groups(consultant, answered, publish, n):
    publish(by_hand(*all_of(*HERE, n)))
    (line, *_) = consultant.get(path(answered, "peers.json")).get_json()["cohorts"][0][
        "dimensions"
    ]
    assert (line["quartiles"] is not None) == (n >= 8)
    assert (line["percentile"] is not None) == (n >= 10)
    assert (line["histogram"] is not None) == (n >= 20)
    page = consultant.get(path(answered)).text
    assert ("data-bar" in page) == (n >= 20)
    assert ("data-median" in page) == (n >= 8)
    said = words(page)
    assert bool(re.search(r"(under|over)? ?\d+ in 100", said)) == (n >= 20)
    assert ("quarter from the top" in said or "lowest quarter" in said
            or "top quarter" in said) == (8 <= n < 20)  # fmt: skip


@pytest.mark.parametrize(("n", "left"), [(6, True), (5, False)])
def test_s32_of_a_group_with_oneself_at_least_five_others_are_left(
    consultant, answered, publish, n, left
):
    publish(by_hand(*all_of(*HERE, n)), member=answered.organisation)
    page = consultant.get(path(answered)).text
    assert offered(page)[0] == (["K64@ZA"] if left else [])
    assert ("Compared with 5 organisations" in page) == left
    assert consultant.get(path(answered, cohort="K64@ZA")).status_code == (
        200 if left else 404
    )
    if not left:
        assert "fewer than five" in words(page) or "five others or more" in words(page)
        assert "48" not in words(page)


@pytest.mark.parametrize(
    ("n", "gone"), [(8, "quartiles"), (10, "percentile"), (20, "histogram")]
)
def test_s32_oneself_does_not_help_over_a_threshold(
    consultant, answered, publish, n, gone
):
    publish(by_hand(*all_of(*HERE, n)), member=answered.organisation)
    found = consultant.get(path(answered, "peers.json")).get_json()
    assert found["release"]["member"] is True
    (line, *_) = found["cohorts"][0]["dimensions"]
    assert line["n"] == n - 1
    assert line[gone] is None
    assert "leave it out" in words(consultant.get(path(answered)).text)


@pytest.mark.parametrize(
    ("parent", "inside"),
    [("Harbour Bank", True), ("ＨＡＲＢＯＵＲ bank", True), ("Elsewhere", False)],
    ids=["its name", "written differently", "another group"],
)
def test_s32_the_own_group_is_inside_whoever_of_it_gave_a_record(
    consultant, answered, publish, parent, inside
):
    """A sister company, or an archive under its name, is no peer either."""
    publish(by_hand(*all_of(*HERE, 5)), group=parent)
    found = consultant.get(path(answered, "peers.json")).get_json()
    assert found["release"]["member"] is inside
    assert len(found["cohorts"]) == (0 if inside else 1)


def test_somebody_else_s_membership_changes_nothing(app, consultant, answered, publish):
    with app.app_context():
        other = released.stranger(db.session())
    publish(by_hand(*all_of(*HERE, 5)), member=other)
    found = consultant.get(path(answered, "peers.json")).get_json()
    assert found["release"]["member"] is False
    assert found["cohorts"][0]["dimensions"][0]["n"] == 5


def test_only_stored_cells_are_read_never_the_pool(
    app, consultant, answered, publish, count_statements
):
    publish(by_hand(*all_of(*HERE)), member=answered.organisation)
    before = {name: consultant.get(path(answered, name)).data for name in PAGES[1:]}
    with app.app_context():
        session = db.session()
        session.add(PoolScore(record_id=session.scalar(select(PoolRecord.id)),
                              dimension="overall", score=1, coverage=1.0))  # fmt: skip
        session.commit()
    with count_statements() as sent:
        after = {name: consultant.get(path(answered, name)).data for name in PAGES[1:]}
    assert after == before
    assert not any("pool_scores" in statement for statement in sent)
    with app.app_context():
        db.session().execute(delete(ReleaseCell))
        db.session().commit()
    assert offered(consultant.get(path(answered)).text)[0] == []


def test_three_cohorts_stand_side_by_side_and_a_fourth_does_not(
    consultant, answered, publish
):
    cells = [
        ("K64", "ZA", 26),
        ("K64", "M49:018", 12),
        ("K", None, 60),
        (None, None, 140),
    ]
    publish(by_hand(*(one for cell in cells for one in all_of(*cell))))
    keys = ("@", "K@", "K64@ZA", "K64@M49:018")
    page = consultant.get(path(answered, cohort=keys)).text
    assert offered(page)[1] == ["K64@ZA", "K64@M49:018", "K@"]
    assert [heading[0] for heading in re.findall(r'id="cohort-\d">(.*?)<', page)] == [
        "A", "B", "C",
    ]  # fmt: skip
    found = consultant.get(path(answered, "peers.json", cohort=keys)).get_json()
    assert [each["dimensions"][0]["n"] for each in found["cohorts"]] == [26, 12, 60]
    rows = table_of(consultant, answered, cohort=keys)
    assert {(row["industry"], row["region"]) for row in rows} == {
        ("K64", "ZA"), ("K64", "M49:018"), ("K", ""),
    }  # fmt: skip


def test_a_dimension_that_is_not_published_says_so(consultant, answered, publish):
    cells = [one for one in all_of(*HERE) if one["dimension"] != "leadership"]
    publish(by_hand(*cells))
    lines = consultant.get(path(answered, "peers.json")).get_json()["cohorts"][0]
    told = {line["dimension"]: line["n"] for line in lines["dimensions"]}
    assert told["leadership"] is None
    assert told["overall"] == 26
    assert "not published" in words(consultant.get(path(answered)).text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_continuum_has_positions_and_targets_and_no_rank(
    consultant, answered, publish, language
):
    cells = all_of(*HERE, questionnaire="continuum", mean=2.1,
                   quartiles=[1.5, 2.0, 2.7], percentiles=[[20, 1.2], [80, 3.1]],
                   histogram=[{"from": 0.0, "to": 1.5, "n": 6},
                              {"from": 1.5, "to": 5.0, "n": 20}])  # fmt: skip
    publish(by_hand(*cells, questionnaire="continuum"))
    asked = {"questionnaire": "continuum", "lang": language}
    page = consultant.get(path(answered, **asked)).text
    assert ("2.0 (1.5–2.7)" if language == "en" else "2.0（1.5–2.7）") in page
    assert 'data-own="1.4333' in page
    said = words(page)
    for word in RANKS:
        assert word not in said.lower()
    found = consultant.get(path(answered, "peers.json", **asked)).get_json()
    lines = [*found["comparison"]["dimensions"], *found["cohorts"][0]["dimensions"]]
    assert [line["dimension"] for line in lines] == ["position", "target"] * 2
    for line in lines:
        for name in ("percentile", "interval", "quartile", "distinguishable"):
            assert line[name] is None
    for row in table_of(consultant, answered, **asked):
        assert row["percentile"] == row["quartile"] == row["interval_low"] == ""


def test_the_trend_has_every_release_and_the_own_score_of_then(
    app, consultant, answered, publish
):
    days = released.DAYS
    medians = (41, 43, 44, 47)
    publish(*(
        by_hand(*all_of(*HERE, quartiles=[30, median, 60]), day=day)
        for day, median in zip(days, medians, strict=True)
    ))  # fmt: skip
    with app.app_context():
        session = db.session()
        now = session.get_one(Assessment, answered.assessment.id)
        services.lock(session, consultant.user, now, "done")
        frozen = json.loads(json.dumps(now.locked_result))
        frozen["questionnaires"][0]["overall"]["score"] = 21.25
        session.add(Assessment(
            engagement_id=now.engagement_id, title="Last year",
            date=dt.date(2025, 11, 1), status="locked", locked_at=db.utcnow(),
            locked_result=frozen, questionnaires=now.questionnaires,
        ))  # fmt: skip
        session.commit()
    found = consultant.get(path(answered, "peers.json")).get_json()
    history = found["cohorts"][0]["history"]["releases"]
    assert [each["date"] for each in history] == [day.isoformat() for day in days]
    assert [each["quartiles"][1] for each in history] == list(medians)
    assert [each["name"] for each in found["own"]] == ["First assessment", "Last year"]
    page = consultant.get(path(answered)).text
    trend = figures_of(page)[1]
    assert trend["data"][2]["y"] == list(medians)
    assert trend["data"][-1]["x"] == ["2025-11-01", "2026-11-21"]
    assert trend["data"][-1]["y"][0] == 21.25
    assert "Last year · 1 November 2025" in words(page)
    assert len(table_of(consultant, answered)) == len(released.dimensions(MODEL)) + 3


def test_the_trend_never_mixes_issuers_nor_generated_peers_with_real_ones(
    consultant, answered, publish
):
    march, june, september, november = released.DAYS
    publish(by_hand(*all_of(*HERE), day=march))
    publish(by_hand(*all_of(*HERE), day=june, name="theirs"), imported=True)
    publish(by_hand(*all_of(*HERE), day=september, name="synthetic-september"))
    publish(by_hand(*all_of(*HERE), day=november))
    found = consultant.get(path(answered, "peers.json")).get_json()
    history = found["cohorts"][0]["history"]["releases"]
    assert [each["date"] for each in history] == ["2026-03-31", "2026-11-20"]


def test_the_trend_goes_back_twelve_releases(consultant, answered, publish):
    quarters = [dt.date(2023 + n // 4, 3 * (n % 4) + 1, 1) for n in range(14)]
    publish(*(by_hand(*all_of(*HERE), day=day) for day in quarters))
    found = consultant.get(path(answered, "peers.json")).get_json()
    history = found["cohorts"][0]["history"]["releases"]
    assert [each["date"] for each in history] == [str(day) for day in quarters[2:]]


def test_a_release_of_tomorrow_or_of_another_version_is_not_shown(
    consultant, answered, publish
):
    later = by_hand(*all_of(*HERE), day=db.utcnow().date() + dt.timedelta(days=1))
    other = by_hand(*all_of(*HERE), name="other")
    publish(later)
    publish(other.__class__(**{
        **{name: getattr(other, name) for name in
           ("id", "date", "questionnaire", "thresholds", "cells")},
        "version": "9.9",
    }))  # fmt: skip
    page = consultant.get(path(answered)).text
    assert offered(page)[0] == []
    assert "There is no release for this questionnaire yet" in words(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_f64_without_a_release_there_are_own_units_and_reference_lines(
    app, consultant, answered, language
):
    with app.app_context():
        session = db.session()
        for key in ("Retail", "Cards"):
            session.add(Unit(assessment_id=answered.assessment.id, key=key))
        session.commit()
    asked = {"lang": language}
    page = consultant.get(path(answered, **asked)).text
    assert "Retail" in page
    assert "Cards" in page
    assert 'id="references"' in page
    found = consultant.get(path(answered, "peers.json")).get_json()
    assert found["release"] is found["comparison"] is None
    assert found["cohorts"] == []
    assert [unit["name"] for unit in found["units"]] == ["Retail", "Cards"]
    assert table_of(consultant, answered) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_complete_without_scripts(consultant, answered, publish, language):
    publish(*(released.built(day=day) for day in released.DAYS[:2]))
    page = consultant.get(path(answered, lang=language)).text
    shown = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    charts = re.findall(r"<figure.*?</figure>", shown, flags=re.DOTALL)
    assert len(charts) == 2
    for chart in charts:
        assert "<svg" in chart
        assert "<table" in chart
    assert "plotly.min.js" in page
    assert "⟦en⟧" not in page


def test_another_language_keeps_what_was_chosen(consultant, answered, publish):
    publish(by_hand(*all_of(*HERE), *all_of(None, None)))
    page = consultant.get(path(answered, cohort="@", dimension="leadership")).text
    links = [unescape(link) for link in re.findall(r'href="(\?[^"]*lang=[^"]*)"', page)]
    assert len(links) == 2
    for link in links:
        again = consultant.get(path(answered) + link).text
        assert offered(again)[1] == ["@"]
        assert '<option value="leadership" selected>' in again


def test_a_generated_or_unsigned_release_says_so(consultant, answered, publish):
    publish(by_hand(*all_of(*HERE), name="synthetic-2026"), imported=True)
    said = words(consultant.get(path(answered)).text)
    assert "Synthetic peers" in said
    assert "unsigned" in said
    found = consultant.get(path(answered, "peers.json")).get_json()
    assert found["release"]["synthetic"] is True
    assert found["release"]["issuer"] == "unsigned"


@pytest.mark.parametrize(
    "given",
    [{"id": "made-up", "synthetic": True}, {"id": "x-synthetic", "synthetic": False}],
)
def test_an_imported_release_of_generated_scores_stays_marked(
    app, admin, consultant, answered, given
):
    """By its own word or by its id, though it gets another name here."""
    made = replace(by_hand(*all_of(*HERE)), **given)
    with app.app_context():
        session = db.session()
        row = benchmarks.import_release(session, "t", made.text().encode(), "r")
        assert row.synthetic
        sought = Sought(row_of(session, answered), (f"{MODEL}@1.0",), made.date)
        assert [each.source.is_synthetic for each in series.read(session, sought)] == [
            True
        ]
    page = consultant.get(path(answered)).text
    assert "Synthetic peers" in words(page)
    assert "· synthetic" in words(page)
    found = consultant.get(path(answered, "peers.json")).get_json()
    assert found["release"]["synthetic"] is True
    assert {row["synthetic"] for row in table_of(consultant, answered)} == {"True"}
    assert "Synthetic" in words(admin.get("/benchmarks").text)


def row_of(session, answered):
    return session.get_one(Assessment, answered.assessment.id).organisation


def test_a_name_that_a_spreadsheet_would_compute_stays_a_text(
    consultant, answered, publish
):
    publish(by_hand(*all_of(*HERE), name='=HYPERLINK("x")'), imported=True)
    assert table_of(consultant, answered)[0]["release"] == '\'=HYPERLINK("x")'


def test_s01_texts_of_an_imported_release_stay_texts(consultant, answered, publish):
    publish(by_hand(*all_of(*HERE), name="</script><b>x"), imported=True)
    page = consultant.get(path(answered)).text
    assert "<b>x" not in page
    assert "&lt;/script&gt;&lt;b&gt;x" in page


@pytest.mark.parametrize("name", PAGES)
def test_it_takes_at_most_six_statements(
    consultant, answered, publish, count_statements, name
):
    publish(*(by_hand(*all_of(*HERE), day=day) for day in released.DAYS))
    consultant.get(path(answered, name))
    with count_statements() as sent:
        consultant.get(path(answered, name))
    # Session with user; the assessment with earlier ones; the two of engagements.data;
    # all releases with their cells. Now and then one more notes the time.
    assert len(sent) == 5
