"""Sample charts in three languages, for the tests of charts and PDF."""

import datetime as dt

from assessment.reports.charts import (
    Bar,
    Bars,
    Chart,
    ContinuumStrip,
    Dumbbell,
    Dumbbells,
    Gantt,
    GanttBar,
    GanttWave,
    PeerBand,
    Radar,
    RadarAxis,
    RoleDot,
    RoleDots,
    RoleRow,
)
from assessment.reports.charts_peers import (
    Bin,
    Spread,
    SpreadRow,
    Spreads,
    Trend,
    TrendPoint,
)
from assessment.reports.charts_units import HeatMap, HeatRow

LANGUAGES = ("en", "zh-Hans", "zh-Hant")

DIMENSIONS = {
    "en": (
        "Leadership",
        "Strategy",
        "People & organisation",
        "Resources",
        "Information & technology",
        "Operations",
        "Outcomes of customer management",
    ),
    "zh-Hans": (
        "领导力",
        "战略",
        "人员与组织",
        "资源",
        "信息与技术",
        "运营",
        "客户管理成效",
    ),
    "zh-Hant": (
        "領導力",
        "策略",
        "人員與組織",
        "資源",
        "資訊與技術",
        "營運",
        "客戶管理成效",
    ),
}
STAGES = {
    "en": (
        "Product-centric analysis",
        "Marketing segmentation",
        "Customer-management function",
        "Segment adviser",
        "Segment owner",
        "Customer-centric P&L",
    ),
    "zh-Hans": (
        "以产品为中心的分析",
        "营销细分",
        "客户管理职能",
        "客群顾问",
        "客群负责人",
        "以客户为中心的损益责任",
    ),
    "zh-Hant": (
        "以產品為中心的分析",
        "行銷區隔",
        "客戶管理職能",
        "客群顧問",
        "客群負責人",
        "以客戶為中心的損益責任",
    ),
}
INITIATIVES = {
    "en": (
        "Settle who owns the customer and who decides prices",
        "One scorecard for the salaried segment, read monthly by the board",
        "Charter of the customer-management function",
        "Join product lines' customer data",
        "Contact rules across product programmes",
        "Appoint segment managers",
    ),
    "zh-Hans": (
        "明确客户归属与定价权限",
        "为工薪客群建立一张计分卡\uff0c董事会按月审阅",
        "制定客户管理职能章程",
        "打通各产品线的客户数据",
        "统一各产品项目的联系规则",
        "任命客群经理",
    ),
    "zh-Hant": (
        "釐清客戶歸屬與定價權限",
        "為受薪客群建立一張計分卡\uff0c董事會按月檢視",
        "制定客戶管理職能章程",
        "串接各產品線的客戶資料",
        "統一各產品專案的聯繫規則",
        "任命客群經理",
    ),
}
ROLES = {
    "en": ("executives", "managers", "front-line staff"),
    "zh-Hans": ("高管", "经理", "一线人员"),
    "zh-Hant": ("高階主管", "經理", "第一線人員"),
}
BAND = {
    "en": "right for this bank:",
    "zh-Hans": "本行适宜区间",
    "zh-Hant": "本行適宜區間",
}
SCORES = (58.4, 46.5, 41.0, 52.0, 33.5, 30.6, None)


def common(language: str) -> dict[str, str]:
    return {
        "title": "Operations and information hold the profile back",
        "subtitle": "Seven dimensions, 0 to 100, 12 people in 3 roles",
        "source": "Own answers, 21 November 2026",
        "alt": f"Alternative text & more ({language})",
        "language": language,
    }


def bars(language: str) -> Bars:
    rows = []
    for i, (label, score) in enumerate(zip(DIMENSIONS[language], SCORES, strict=True)):
        peers = PeerBand(low=38.0 + i, median=46.0 + i, high=57.0 + i)
        note = {"en": "provisional"}.get(language, "暂定") if i == 3 else ""
        before = None if score is None else score - 6.4
        rows.append(
            Bar(
                label=label,
                score=score,
                target=68.0,
                note=note,
                peers=peers,
                before=before,
            )
        )
    return Bars(bars=tuple(rows), **common(language))


def radar(language: str) -> Radar:
    axes = (
        RadarAxis(label=label, score=score, target=68.0)
        for label, score in zip(DIMENSIONS[language], SCORES, strict=True)
    )
    return Radar(axes=tuple(axes), **common(language))


def continuum(language: str) -> ContinuumStrip:
    return ContinuumStrip(
        stages=STAGES[language],
        position=1.42,
        perceived=4.0,
        band=(2.3125, 3.3125),
        band_label=BAND[language],
        peers=Spread(n=26, quartiles=(1.1, 1.9, 2.7), histogram=POSITIONS),
        **common(language),
    )


def dumbbells(language: str) -> Dumbbells:
    gaps = (
        Dumbbell(rank=i + 1, label=label, score=8.0 + 9.5 * i, target=68.5)
        for i, label in enumerate(DIMENSIONS[language])
    )
    return Dumbbells(gaps=tuple(gaps), **common(language))


def gantt(language: str) -> Gantt:
    names = INITIATIVES[language]
    plan = (
        (("own", 45, True, ()), ("card", 60, True, ()), ("join", 90, False, ())),
        (("charter", 120, False, ("own",)), ("rules", 180, False, ("own", "card"))),
        (("managers", 270, False, ("charter", "join")),),
    )
    labels = dict(
        zip(("own", "card", "charter", "join", "rules", "managers"), names, strict=True)
    )
    waves = tuple(
        GanttWave(
            number=number,
            days=days,
            bars=tuple(
                GanttBar(
                    id=key,
                    label=labels[key],
                    days=long,
                    quick_win=quick,
                    requires=needs,
                )
                for key, long, quick, needs in rows
            ),
            overall=40.4 + 8 * number,
            position=1.4 + 0.6 * number,
        )
        for number, days, rows in zip((1, 2, 3), (90, 180, 270), plan, strict=True)
    )
    return Gantt(waves=waves, **common(language))


def roles(language: str) -> RoleDots:
    values = ((62.5, 48.0, 40.4), (50.0, 50.0, 51.0), (100.0, 97.0, 0.0))
    strips = (
        RoleRow(
            label=label,
            dots=tuple(
                RoleDot(role=role, score=score, n=4)
                for role, score in zip(ROLES[language], scores, strict=True)
            ),
        )
        for label, scores in zip(DIMENSIONS[language][3:6], values, strict=True)
    )
    return RoleDots(strips=tuple(strips), **common(language))


POSITIONS = tuple(
    Bin(low=low, high=high, n=n)
    for low, high, n in ((0, 1, 6), (1, 2, 8), (2, 2.5, 0), (2.5, 4, 12), (4, 5, 0))
)
BINS = ((0, 30, 4), (30, 40, 6), (40, 60, 11), (60, 90, 5), (90, 100, 0))


def spreads(language: str) -> Spreads:
    """Three cohorts: with bars, with quartiles, with a mean; and one that is silent."""
    strips = []
    for i, (label, own) in enumerate(zip(DIMENSIONS[language], SCORES, strict=True)):
        bars = tuple(Bin(low=low, high=high, n=n) for low, high, n in BINS)
        box = (38.0 + i, 46.0 + i, 57.0 + i)
        cohorts = (
            Spread(key="A", n=26, mean=47.0, quartiles=box, histogram=bars),
            Spread(key="B", n=9, mean=45.0, quartiles=(30.0, 45.0, 61.0)),
            Spread(key="C", n=6, mean=52.0) if i else Spread(key="C"),
        )
        strips.append(SpreadRow(label=label, own=own, spreads=cohorts))
    return Spreads(strips=tuple(strips), **common(language))


def trend(language: str) -> Trend:
    """Four quarters, one of them silent and one too small; two own assessments."""
    boxes = ((40.0, 50.0, 60.0), (41.0, 51.0, 62.0), None, (42.0, 53.0, 64.0), None)
    points = [
        TrendPoint(
            day=dt.date(2026 + (3 * i + 2) // 12, (3 * i + 2) % 12 + 1, 28),
            name=f"release-{i}",
            n=12 if box else None,
            mean=50.0 if box else (48.0 if i == 4 else None),
            quartiles=box,
        )
        for i, box in enumerate(boxes)
    ]
    own = ((dt.date(2026, 2, 1), 37.5), (dt.date(2026, 11, 21), 44.0))
    points += [TrendPoint(day=day, name="Own", own=score) for day, score in own]
    return Trend(points=tuple(points), **common(language))


def heat_map(language: str) -> HeatMap:
    """Three units, one of them with nothing scored, on all levels."""
    rows = (
        ("North", (0.0, 10.0, 30.0, 50.0, 70.0, 90.0, None)),
        ("A unit with a long name and a longer one", SCORES),
        ("South", (None,) * 7),
    )
    return HeatMap(
        columns=DIMENSIONS[language],
        units=tuple(HeatRow(label=label, scores=scores) for label, scores in rows),
        floors=(0.0, 10.0, 30.0, 50.0, 70.0, 90.0),
        **common(language),
    )


def all_charts(language: str) -> tuple[Chart, ...]:
    makers = (radar, bars, continuum, dumbbells, gantt, roles, spreads, trend)
    makers += (heat_map,)
    return tuple(make(language) for make in makers)
