"""What is said about peers: every rung, every refusal, every number of peers to 20."""

from __future__ import annotations

import datetime as dt
import re
import string
from dataclasses import replace
from itertools import product

import pytest
import yaml

from assessment.benchmarks import sentences, words
from assessment.benchmarks.among import Issuer, Source
from assessment.benchmarks.regions import grid
from questionnaires import scripts
from questionnaires.model import LANGUAGES
from scoring import comparison
from scoring.comparison import Refused, compare, ladder
from scoring.grid import EVERYBODY, Cell, Place
from tests.benchmarks.releases import cell as cell_of

GUANGDONG = Place("K64", "CN-GD", "250-999")
PLACES = {
    "everything given": GUANGDONG,
    "a country": Place("K64", "ZA", None),
    "only a sector": Place("K", "ZA", None),
    "no industry": Place(None, "ZA", None),
    "no region": Place("K64", None, None),
    "no nearby regions": Place("K64", "AQ", None),
    "nothing given": Place(None, None, None),
}
# No word of an order may be said of the continuum, in any language.
ORDER = re.compile(
    r"\b(rank\w*|better|worse|best|worst|ahead|behind|higher|lower|above|below|top|"
    r"percentile|quarter|in 100|move|left)\b"
    r"|排名|排序|名次|位次|百分位|领先|領先|落后|落後|更好|更高|更低|高于|高於|低于|低於|"
    r"四分之一|左移|后退|後退",
    re.IGNORECASE,
)


def standing(  # noqa: PLR0913 - a test names only what differs
    place=GUANGDONG, n=20, *, rung=None, score=55.0, dimension="overall", member=False
):
    """The standing of a release that holds one cell: the rung's, or everybody."""
    cells = [cell for number, cell, _ in ladder(place, grid()) if number == rung]
    cell = cells[-1] if cells else EVERYBODY
    published = {(cell, dimension): cell_of(dimension, n)} if cell else {}
    return compare(place, {dimension: score}, published, grid(), member)[0]


def everything(found, language):
    return [
        sentences.peers(found, language),
        *sentences.refused(found, language),
        *sentences.stands(found, language),
        sentences.short(found, language),
        sentences.middle(found, language),
        sentences.interval(found),
    ]


def sound(texts, language):
    """Check what holds of every text: whole, in its own script, well set."""
    for text in texts:
        assert text, texts
        assert "{" not in text, text
        assert "}" not in text, text
        assert "None" not in text, text
        assert not text.endswith((": .", "：。")), text
        assert "  " not in text, text
        assert list(scripts.faults_of(language, text)) == []
        if language != "en":
            assert not re.search(r"[\u4e00-\u9fff][,;:?!()]", text), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", range(21))
@pytest.mark.parametrize("member", [False, True], ids=["outside", "member"])
def test_every_number_of_peers_tells_what_it_may(language, n, member):
    for score in (0.0, 25.0, 49.6, 50.0, 55.0, 100.0):
        found = standing(n=n, score=score, member=member)
        texts = everything(found, language)
        sound(texts, language)
        others = n - member
        said = sentences.stands(found, language)
        if others < 5:
            # Never the number itself.
            assert texts[0] == words.say("nobody", language)
            assert "<5" in texts[0]
            assert said == ()
            assert not re.search(rf"(?<!<)\b{others}\b", texts[0])
            assert sentences.short(found, language) == "–"
            continue
        assert re.search(rf"(?<!\d){others}(?!\d)", texts[0]), texts[0]
        told = " ".join(said)
        quarters = [words.say(f"quarter_{q}", language) for q in (1, 2, 3, 4)]
        if others < 8:
            assert not any(q in told for q in quarters)
            assert "48" in told
        elif others < 20:
            own = 4 - sum(score >= bound for bound in (40, 50, 60))
            assert quarters[own - 1] in told
            assert sentences.interval(found) == "–"
        else:
            assert not any(q in told for q in quarters)
            assert re.search(r"\d+–\d+", told)


def test_twenty_peers_tell_the_percentile_and_its_interval():
    # 50 lies half-way up its points; Wilson's interval for 10 of 20 is 29.9-70.1.
    found = standing(n=20, score=50.0)
    assert sentences.stands(found, "en") == (
        "The score of 50 is higher than about 50 in 100 of them (95% interval 30–70).",
        "That is not distinguishable from the median.",
    )
    assert sentences.short(found, "en") == "50 in 100"
    assert sentences.interval(found) == "30–70"


@pytest.mark.parametrize(
    ("score", "key", "share"),
    [
        pytest.param(5.0, "bound_low", "10", id="below the lowest point"),
        pytest.param(99.0, "bound_high", "90", id="above the highest"),
    ],
)
def test_beyond_the_outermost_point_only_the_bound_is_told(score, key, share):
    found = standing(n=20, score=score)
    said = sentences.stands(found, "en")
    assert len(said) == 1
    assert f"than {share} in 100" in said[0]
    brief = words.say(key.replace("bound", "short"), "en", percentile=share)
    assert sentences.short(found, "en") == brief


def test_with_so_few_only_the_quarter_is_told_though_a_percentile_is_known():
    found = standing(n=19, score=61.0)
    assert found.percentile is not None
    assert sentences.stands(found, "en") == (
        # A percentile of 72 is below 75, where the top quarter begins.
        "The score of 61 lies in the second quarter from the top; with so few, only "
        "the quarter is told.",
        # Wilson's interval of 72 in 100 among 19 reaches from 49.5 to 87.1.
        "That is not distinguishable from the median.",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rung", range(1, 8))
def test_every_rung_names_its_group(language, rung):
    found = standing(rung=rung)
    assert found.rung == rung
    texts = everything(found, language)
    sound(texts, language)
    assert words.cell_name(found.cell, language) in texts[0]
    closer = [one for number, one, _ in ladder(GUANGDONG, grid()) if number < rung]
    for cell in closer:
        assert any(words.cell_name(cell, language) in text for text in texts[1:])
    heads = {words.say(f"rung_{n}", language, n="9", cell="x") for n in range(1, 8)}
    assert len(heads) == 7


def test_groups_are_named_in_plain_words():
    named = {
        cell: [words.cell_name(cell, language) for language in LANGUAGES]
        for cell in (
            Cell("K64", "ZA", None),
            Cell("K", "M49:018", None),
            Cell("K64", "CN-GD", None),
            Cell("J", "CN:EAST", "250-999"),
            EVERYBODY,
        )
    }
    assert list(named.values()) == [
        [
            "Banking and other financial services (K64), South Africa",
            "银行与其他金融服务（K64），南非",
            "銀行與其他金融服務（K64），南非",
        ],
        [
            "Finance and insurance (K), Southern Africa",
            "金融与保险（K），南部非洲",
            "金融與保險（K），南部非洲",
        ],
        [
            "Banking and other financial services (K64), China (CN-GD)",
            "银行与其他金融服务（K64），中国（CN-GD）",
            "銀行與其他金融服務（K64），中國（CN-GD）",
        ],
        [
            "Information and communication (J), Eastern China, 250–999 employees",
            "信息与通信（J），中国东部地区，员工250–999人",
            "資訊與通訊（J），中國東部地區，員工250–999人",
        ],
        ["all industries, all regions", "所有行业，所有地区", "所有產業，所有地區"],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("member", [False, True], ids=["outside", "member"])
def test_every_refusal_is_said_once(language, place, member):
    seen = set()
    for n in (4, 5, 12):
        found = standing(place, n, member=member)
        texts = sentences.refused(found, language)
        sound(everything(found, language), language)
        assert len(texts) == len(set(texts))
        seen |= {one.why for one in found.refused}
    assert seen <= set(sentences._REFUSALS)


def test_every_reason_of_the_ladder_has_its_sentence():
    reasons = {
        value
        for name, value in vars(comparison).items()
        if name in ("FEW", "NOT_PUBLISHED") or name.startswith("NO_")
    }
    assert reasons == set(sentences._REFUSALS)
    for language, (why, key) in product(LANGUAGES, sentences._REFUSALS.items()):
        cell = Cell("K64", "ZA", None)
        found = standing()
        given = (Refused(1, cell, why),)
        told = sentences.refused(replace(found, refused=given), language)
        sound(told, language)
        assert told == (
            words.say(key, language, cells=words.cell_name(cell, language)),
        )


def test_who_gave_no_industry_is_not_told_of_the_division_too():
    found = standing(Place(None, "ZA", None))
    texts = sentences.refused(found, "en")
    assert [text[:24] for text in texts] == ["No industry was given, s"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", range(21))
@pytest.mark.parametrize("name", ["position", "target"])
def test_the_continuum_is_never_put_in_an_order(language, n, name):
    for score in (0.0, 1.43, 2.5, 5.0):
        for member in (False, True):
            found = standing(n=n, score=score, dimension=name, member=member)
            assert found.percentile is None
            assert found.quartile is None
            assert found.interval is None
            assert found.distinguishable is None
            said = sentences.stands(found, language)
            sound(said, language)
            for text in (*said, words.say("own_business", language)):
                assert not ORDER.search(text), text
            if n - member >= 8:
                assert all(number in said[0] for number in ("2.0", "2.5", "3.0"))
            elif n - member >= 5:
                assert "2.4" in said[0]
            else:
                assert said == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("issuer", Issuer)
@pytest.mark.parametrize("name", ["capability-model-2026-09-30", "demo-synthetic-1"])
def test_the_source_says_which_release_from_when_and_whose(language, issuer, name):
    mark = "ab12:cd34" if issuer is Issuer.SIGNED else None
    day = dt.date(2026, 9, 30)
    given = Source(name, day, "capability-model", "1.0", issuer, mark, synthetic=False)
    told = sentences.source(given, language)
    sound([told], language)
    assert name in told
    assert words.day(day, language) in told
    assert (mark is not None) == ("ab12:cd34" in told)
    others = {replace(given, issuer=one) for one in Issuer}
    assert len({sentences.source(one, language) for one in others}) == 3
    # What is made up is said to be so wherever it shows.
    synthetic = "synthetic" in name
    assert bool(sentences.caution(given, language)) == synthetic
    brief = sentences.chart_source(given, language)
    sound([brief], language)
    mark = {"en": "synthetic peers", "zh-Hans": "合成", "zh-Hant": "合成"}[language]
    assert (mark in brief) == synthetic


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_release_nobody_is_made_up(language):
    for units in (False, True):
        said = sentences.no_release(language, units)
        sound(said, language)
        assert len(said) == 1 + units
    sound([sentences.see_references(language)], language)


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_is_there_in_three_languages_with_the_same_placeholders():
    texts = yaml.safe_load(words.FILE.read_text("utf-8"))
    for key, given in texts.items():
        assert tuple(given) == LANGUAGES, key
        assert {frozenset(placeholders(text)) for text in given.values()} == {
            frozenset(placeholders(given["en"]))
        }, key
        for language, text in given.items():
            filled = text.format(**dict.fromkeys(placeholders(text), "1"))
            sound([filled], language)
