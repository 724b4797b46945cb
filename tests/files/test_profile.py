"""contract 4: organisation, date, units, targets, accepted gaps, consensus."""

from __future__ import annotations

import pytest

from assessment import files
from assessment.accounts.models import Organisation
from assessment.engagements import industries
from assessment.files.codes import COUNTRIES, is_industry, is_region, subdivisions

GATE = "stage-1.gate.customer-level-data"


def document(**keys):
    return {"questionnaires": ["sample@1.0", "continuum@1.0"], "answers": [], **keys}


def refused(data):
    with pytest.raises(files.FileRefusedError) as caught:
        files.from_json(data, "d")
    return caught.value.faults


REFUSED = [
    ({"schema": "sextant/assessment@2"}, "d: schema: schema is not known"),
    ({"mode": "guess"}, "d: mode: mode is not known; 'guess' given; use self"),
    ({"date": "21.11.2026"}, "d: date: date is not a date; '21.11.2026' given"),
    ({"date": "20261121"}, "d: date: date is not a date; '20261121' given"),
    ({"date": "2026-02-30"}, "d: date: date is not a date; '2026-02-30' given"),
    ({"date": 20261121}, "d: date: date must be a text"),
    ({"answer": []}, "d: answer: unknown key; 'answer' given"),
    ({"answers": None}, "d: answers are missing"),
    ({"answers": {}}, "d: answers: answers must be a list"),
    ({"questionnaires": []}, "d: questionnaires: questionnaires are missing"),
    ({"questionnaires": "sample"}, "d: questionnaires: questionnaires must be a list"),
    ({"questionnaires": ["none"]}, "d: questionnaires[0]: questionnaire is not know"),
    ({"questionnaires": ["sample@9.9"]}, "d: questionnaires[0]: questionnaire is not "),
    ({"questionnaires": ["sample", "sample"]}, "d: questionnaires[1]: questionnaire i"),
    ({"questionnaires": ["sample", "sample@1.0"]}, "d: questionnaires[1]: questionna"),
    ({"questionnaires": ["sample", 3]}, "d: questionnaires[1]: questionnaire must be"),
    ({"organisation": "Bank"}, "d: organisation: must be a mapping; 'Bank' given"),
    ({"organisation": {"nmae": "x"}}, "d: organisation.nmae: unknown key"),
    ({"organisation": {"name": "x" * 201}}, "d: organisation.name: name is too long"),
    ({"organisation": {"name": "x\x00"}}, "d: organisation.name: name holds NUL"),
    ({"organisation": {"industry": "k64"}}, "d: organisation.industry: industry is no"),
    ({"organisation": {"industry": "K67"}}, "d: organisation.industry: industry is no"),
    ({"organisation": {"industry": "V"}}, "d: organisation.industry: industry is not"),
    ({"organisation": {"region": "ZZ"}}, "d: organisation.region: region is not known"),
    ({"organisation": {"region": "CN-"}}, "d: organisation.region: region is not know"),
    ({"organisation": {"size": "250"}}, "d: organisation.size: size is not known; '25"),
    ({"organisation": {"market": "B2B"}}, "d: organisation.market: market is not know"),
    ({"invited": {"manager": -1}}, "d: invited.manager: manager is out of range"),
    ({"invited": {"manager": 1.5}}, "d: invited.manager: number of people must be"),
    ({"invited": []}, "d: invited: must be a mapping"),
    ({"capacity": 0}, "d: capacity: capacity is out of range; 0 given; give a numb"),
    ({"capacity": 0.5}, "d: capacity: capacity is out of range; 0.5 given"),
    ({"capacity": 60.5}, "d: capacity: capacity must be whole days; 60.5 given"),
    ({"capacity": "60"}, "d: capacity: capacity must be a number; '60' given"),
    ({"capacity": True}, "d: capacity: capacity must be a number; true given"),
    ({"peers": {}}, "d: peers: unknown key; 'peers' given"),
    ({"units": [{"weight": 1}]}, "d: units[0].id: id is missing"),
    ({"units": [{"id": "a"}, {"id": "a"}]}, "d: units[1].id: unit comes twice"),
    ({"units": [{"id": "a", "weight": 0}]}, "d: units[0].weight: weight is out of"),
    (
        {"units": [{"id": "a", "weight": 2e6}]},
        "d: units[0].weight: weight is out of range; 2000000.0 given; give a number "
        "from 0.000001 to 1000000",
    ),
    ({"units": [{"id": "a", "weight": -1}]}, "d: units[0].weight: weight is out of"),
    ({"units": [{"id": "a", "weight": float("inf")}]}, "d: units[0].weight: weight"),
    ({"units": [{"id": "a", "weight": 1e308}]}, "d: units[0].weight: weight is out of"),
    ({"units": [{"id": "a", "shares_customers": "y"}]}, "d: units[0].shares_customers"),
    ({"targets": {"first": 101}}, "d: targets.first: first is out of range; 101 given"),
    ({"targets": {"first": True}}, "d: targets.first: first must be a number; tr"),
    ({"targets": {"second": 50}}, "d: targets.second: target for something unknown"),
    ({"targets": {"continuum": 3}}, "d: targets.continuum: must be a mapping; 3 given"),
    ({"targets": {"continuum": {}}}, "d: targets.continuum.value: value is missing"),
    (
        {"targets": {"continuum": {"value": 5.5}}},
        "d: targets.continuum.value: value is out of range; 5.5 given",
    ),
    (
        {"accepted": [{"question": "stage-9"}]},
        "d: accepted[0].question: question is not known",
    ),
    (
        {"accepted": [{"question": GATE, "date": "x"}]},
        "d: accepted[0].date: date is not a date",
    ),
    (
        {"consensus": [{"question": GATE, "value": 200}]},
        f"d: consensus[0].value: {GATE} does not take this value; given 200",
    ),
    (
        {"consensus": [{"question": "first.care.level", "value": "dk"}]},
        "d: consensus[0].value: a consensus cannot be dk",
    ),
    (
        {"consensus": [{"question": "first.care.level", "value": "na"}]},
        "d: consensus[0].reason: na without a reason",
    ),
    (
        {"consensus": [{"question": GATE, "value": 1}, {"question": GATE, "value": 2}]},
        "d: consensus[1].question: answered twice",
    ),
    (
        {"units": [{"id": "a"}], "consensus": [{"question": GATE, "value": 1,
                                                "unit": "b"}]},
        "d: consensus[0].unit: unit is not known; 'b' given",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), REFUSED)
def test_refusal(change, message):
    faults = refused(document(**change))
    assert any(fault.startswith(message) for fault in faults), faults
    assert all(fault.count("; ") >= 2 for fault in faults)


def test_fault_at_the_top_hides_none_of_the_others():
    faults = refused({"answer": [], "mode": "x", "targets": {"x": 1, "first": None}})
    assert [fault.split(";")[0] for fault in faults] == [
        "d: answer: unknown key",
        "d: answers are missing",
        "d: questionnaires: questionnaires are missing",
        "d: mode: mode is not known",
        "d: targets.x: target for something unknown",
        "d: targets.first: target for something unknown",
    ]


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_anything_but_a_mapping_is_refused(data):
    assert refused(data)[0].startswith("d: must be a mapping")


@pytest.mark.parametrize(
    ("reason", "given"),
    [(None, "nothing"), ("", "nothing"), (" \n\u3000", "' \\n\\u3000'")],
)
def test_consensus_that_is_not_applicable_says_why(reason, given):
    entry = {"question": "first.care.level", "value": "na", "reason": reason}
    (fault,) = refused(document(consensus=[entry]))
    assert fault == (
        f"d: consensus[0].reason: na without a reason; {given} given; "
        "say in reason why it is not applicable"
    )


@pytest.mark.parametrize(
    "reason", ["regulated", "No branch of this bank lends.", "本行不從事此業務"]
)
def test_assessors_reason_is_in_words(reason):
    entry = {"question": "first.care.level", "value": "na", "reason": reason}
    data = files.from_json(document(consensus=[entry]), "d")
    assert data.consensus[0].reason == reason


def test_full_document_is_taken():
    data = files.from_json(
        document(
            schema="sextant/assessment@1",
            organisation={
                "name": "Bank", "industry": "K64", "region": "CN-GD",
                "size": "1000-4999", "market": "b2c", "parent": None,
            },
            date="2026-11-21",
            mode="assessed",
            invited={"executive": 3, "teller": 12},
            units=[{"id": "retail", "weight": 2.5, "shares_customers": True},
                   {"id": "b"}],
            targets={
                "first": 70, "first.care": 80,
                "continuum": {"value": 3.0, "by": "B", "date": "2026-11-01",
                              "reason": "R"},
            },
            accepted=[{"question": GATE, "by": "B", "date": "2026-11-01"}],
            consensus=[
                {"question": GATE, "value": 60, "evidence": "verified", "unit": "b"},
                {"question": "first.care.level", "value": "na", "reason": "other"},
            ],
        ),
        "d",
    )  # fmt: skip
    assert data.mode == "assessed"
    assert data.units[0].weight == 2.5
    assert data.units[0].shares_customers
    assert (data.units[1].weight, data.units[1].shares_customers) == (1, False)
    assert data.targets["continuum"]["value"] == 3.0
    assert data.accepted[0].questionnaire == "continuum"
    assert data.consensus[0].evidence == "verified"
    assert data.consensus[1].evidence == "none"
    assert data.invited == {"executive": 3, "teller": 12}


def test_questionnaire_without_version_is_pinned_to_the_latest():
    data = files.from_json({"questionnaires": ["sample"], "answers": []}, "d")
    assert data.questionnaires == ("sample@1.0",)
    assert (data.mode, data.date, data.organisation) == ("self", None, {})


def test_target_that_is_null_was_not_decided():
    data = files.from_json(document(targets={"continuum": None, "first": 5}), "d")
    assert data.targets == {"first": 5}


@pytest.mark.parametrize("industry", ["A", "U", "K64", "C10", "S96"])
def test_industry_is_a_section_or_a_division_in_it(industry):
    data = files.from_json(document(organisation={"industry": industry}), "d")
    assert data.organisation == {"industry": industry}


CHINA = (
    "AH", "BJ", "CQ", "FJ", "GD", "GS", "GX", "GZ", "HA", "HB", "HE", "HI", "HK", "HL",
    "HN", "JL", "JS", "JX", "LN", "MO", "NM", "NX", "QH", "SC", "SD", "SH", "SN", "SX",
    "TJ", "TW", "XJ", "XZ", "YN", "ZJ",
)  # fmt: skip


def test_region_is_every_subdivision_of_china_and_no_other():
    letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    taken = [a + b for a in letters for b in letters if is_region(f"CN-{a}{b}")]
    assert tuple(taken) == CHINA


@pytest.mark.parametrize(
    "region", ["ZA", "CN", "CN-GD", "ZA-GP", "GB-SCT", "US-CA", "FR-75C", "DE-BE"]
)
def test_region_is_a_country_or_one_of_its_parts(region):
    data = files.from_json(document(organisation={"region": region}), "d")
    assert data.organisation == {"region": region}


@pytest.mark.parametrize(
    "region",
    [
        pytest.param("CN-99", id="no such part"),
        pytest.param("CN-44", id="a number of before 2017"),
        pytest.param("ZA-CA", id="a part of another country"),
        pytest.param("HK-HK", id="a country without parts"),
        pytest.param("cn-gd", id="small letters"),
        pytest.param("CN-GD ", id="a space"),
        pytest.param("UK", id="a reserved code"),
        pytest.param("#", id="a comment of the list"),
    ],
)
def test_region_that_iso_3166_does_not_have_is_refused(region):
    (fault,) = refused(document(organisation={"region": region}))
    assert fault.startswith(
        f"d: organisation.region: region is not known; '{region}' given; give a code"
    )


def test_parts_belong_to_known_countries_and_fit_the_database():
    assert len(subdivisions()) > 5000
    assert {code[:2] for code in subdivisions()} <= COUNTRIES
    assert max(map(len, subdivisions())) <= Organisation.region.type.length


def test_form_offers_every_industry_that_a_file_may_name_and_no_other():
    letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    divisions = ["", *(f"{number:02}" for number in range(100))]
    codes = {letter + part for letter in letters for part in divisions}
    assert {code for code in codes if is_industry(code)} == set(industries.NAMES)


@pytest.mark.parametrize(
    ("given", "capacity"),
    [
        pytest.param({"capacity": 60}, 60, id="whole days"),
        pytest.param({"capacity": 60.0}, 60, id="as some tools write them"),
        pytest.param({"capacity": 1}, 1, id="the fewest"),
        pytest.param({"capacity": None}, None, id="null is no limit"),
        pytest.param({}, None, id="and so is nothing"),
    ],
)
def test_capacity_is_whole_days_or_no_limit(given, capacity):
    found = files.from_json(document(**given), "d").capacity
    assert (found, type(found)) == (capacity, type(capacity))


def test_capacity_that_is_no_whole_number_is_refused_with_its_line():
    text = 'questionnaires: ["sample"]\nanswers: []\ncapacity: 1.5\n'
    with pytest.raises(files.FileRefusedError) as caught:
        files.parse(text.encode(), "a.yaml")
    assert caught.value.faults == [
        "a.yaml:3: capacity: capacity must be whole days; 1.5 given; round it"
    ]
