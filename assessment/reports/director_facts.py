"""The facts that the answers to a director's questions are chosen by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from assessment.reports.build_context import Context
from assessment.reports.build_position import standings
from assessment.reports.build_promise import PULSE_DAYS
from assessment.reports.build_roles import role_scores, widest
from assessment.reports.model_chapters import PromisePage, Sheet
from assessment.reports.model_peers import PeersPart
from assessment.reports.narrative_facts import facts_of
from scoring.levels import at_least
from scoring.result import DimensionResult, RoleGap
from scoring.scorecard import applies

STANDING: Final = (
    "state", "position", "band_low", "band_high", "leap", "attempted", "skipped",
    "blocked", "next", "held_list",
)  # fmt: skip
"""What the answers use of the facts on the continuum."""


def director_facts(
    context: Context,
    peers: PeersPart,
    sheets: Sequence[Sheet],
    promise: PromisePage,
) -> dict[str, Any]:
    """Return every fact that the answers to a director's questions know."""
    return {
        **context.served(),
        "mode": context.result.mode,
        "capacity": context.result.capacity,
        **_place(context),
        **_gaps(context),
        **_dimensions(context),
        **_people(context),
        **_peers(context, peers),
        **_wave(context, sheets),
        **_again(promise),
    }


def _place(context: Context) -> dict[str, Any]:
    """Return the facts on the organisation's own position; ``None`` without one."""
    places = list(standings(context))
    own = next((place for place in places if not place.unit), None)
    if own is None:
        nothing = dict.fromkeys((*STANDING, "position_status"))
        return nothing | {"place": "units" if places else "none"}
    facts = facts_of(own)
    return {name: facts[name] for name in STANDING} | {
        "place": "own",
        "position_status": facts["status"],
    }


def _gaps(context: Context) -> dict[str, Any]:
    gaps = context.result.gaps
    found: dict[str, Any] = {
        "gaps": len(gaps),
        "gap_title": "",
        "gap_score": None,
        "gap_target": None,
        "scored": sum(
            node.score is not None
            for part in context.scored
            for node in part.dimensions
        ),
    }
    if gaps:
        capability = context.places[gaps[0].questionnaire, gaps[0].id][1]
        found["gap_title"] = context.text(capability.title)
        found["gap_score"], found["gap_target"] = gaps[0].score, gaps[0].target
    return found


def _dimensions(context: Context) -> dict[str, Any]:
    """Return what is doubtful or disputed among the dimensions of the overall score."""
    part = context.model
    nodes = [] if part is None else [n for n in part.dimensions if applies(n)]
    scored = [node for node in nodes if node.score is not None]
    return {
        "has_score": part is not None and part.overall.score is not None,
        "coverage": None if part is None else part.overall.coverage,
        **_open(context, nodes),
        **_lost(context, scored),
        **_disputed(context, scored),
    }


def _title(context: Context, node: DimensionResult | None) -> str:
    part = context.model
    if node is None or part is None:
        return ""
    return context.text(context.definition(part).dimension_by_id[node.id].title)


def _covered(node: DimensionResult) -> float:
    return node.coverage or 0.0


def _open(context: Context, nodes: Sequence[DimensionResult]) -> dict[str, Any]:
    """Return the dimension least answered, and the one that lacks answers most."""
    asked = [node for node in nodes if node.coverage is not None]
    least = min(asked, key=_covered, default=None)
    doubtful = [node for node in asked if node.status != "scored"]
    first = min(doubtful, key=_covered, default=None)
    return {
        "least_title": _title(context, least),
        "least_coverage": None if least is None else least.coverage,
        "open_title": _title(context, first),
        "open_status": "" if first is None else first.status,
        "open_coverage": None if first is None else first.coverage,
    }


def _lost(context: Context, nodes: Sequence[DimensionResult]) -> dict[str, Any]:
    """Return the dimension that loses most points to missing evidence."""
    known = [n for n in nodes if n.claimed is not None and n.evidenced is not None]
    node = _greatest(known, _points_lost)
    return {
        "lost": None if node is None else _points_lost(node),
        "lost_title": _title(context, node),
        "claimed": None if node is None else node.claimed,
        "evidenced": None if node is None else node.evidenced,
    }


def _points_lost(node: DimensionResult) -> float:
    return (node.claimed or 0.0) - (node.evidenced or 0.0)


def _greatest(
    nodes: Iterable[DimensionResult], of: Callable[[DimensionResult], float]
) -> DimensionResult | None:
    """Return the first of those that have most; floating noise decides nothing."""
    nodes = tuple(nodes)
    most = max(map(of, nodes), default=0.0)
    return next((node for node in nodes if at_least(of(node), most)), None)


def _disputed(context: Context, nodes: Sequence[DimensionResult]) -> dict[str, Any]:
    """Return where roles lie farthest apart, and where people differ among them."""
    gaps = _role_gaps(context, nodes)
    node = _greatest((n for n in nodes if n.id in gaps), lambda n: gaps[n.id].points)
    gap = None if node is None else gaps[node.id]
    disputed = [
        _title(context, each)
        for each in nodes
        if each.agreement is not None and not each.agreement.acceptable
    ]
    high, low = ("", "") if gap is None else gap.between
    return {
        "role_title": _title(context, node),
        "role_points": None if gap is None else gap.points,
        "role_high": context.named("roles", high) if high else "",
        "role_low": context.named("roles", low) if low else "",
        "disagreeing": len(disputed),
        "disagree_list": disputed,
    }


def _role_gaps(
    context: Context, nodes: Sequence[DimensionResult]
) -> Mapping[str, RoleGap]:
    """Return how far roles lie apart, by dimension, where that can be told."""
    part = context.model
    if part is None:
        return {}
    found = {n.id: widest(n, role_scores(context, part, n.id)) for n in nodes}
    return {key: gap for key, gap in found.items() if gap is not None}


def _people(context: Context) -> dict[str, Any]:
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for row in context.result.answers:
        roles[row["role"]].add(row["respondent"])
    invited = context.result.invited
    return {
        "people": len(set().union(*roles.values())),
        "invited": sum(invited.values()) if invited else None,
        "roles_list": [_counted(context, role, len(of)) for role, of in roles.items()],
    }


def _counted(context: Context, role: str, n: int) -> str:
    name = context.named("roles", role)
    return context.label("counted", group="director_labels", name=name, n=n)


def _peers(context: Context, peers: PeersPart) -> dict[str, Any]:
    """Return what the chapter on peers says of the overall score."""
    part = context.model
    page = next(
        (p for p in peers.pages if part is not None and p.questionnaire == part.id),
        None,
    )
    said = () if page is None else (*page.lead, page.caution)
    gap = context.label("between_sentences")
    return {"compared": page is not None, "peers": gap.join(filter(None, said))}


def _wave(context: Context, sheets: Sequence[Sheet]) -> Mapping[str, Any]:
    """Return what the first wave holds; its sheets are all of its initiatives."""
    due = [sheet for sheet in sheets if sheet.days <= PULSE_DAYS]
    waves = context.result.roadmap.waves
    return {
        "initiatives": len(sheets),
        "quick": sum(sheet.quick_win for sheet in sheets),
        "decisions": sum(bool(sheet.decision) for sheet in sheets),
        "stops": sum(bool(sheet.stop) for sheet in sheets),
        "all_stop": all(sheet.stop for sheet in sheets),
        "owners": len({sheet.owner for sheet in sheets}),
        "days": waves[0].days if waves else 0,
        "due": len(due),
        "first_title": due[0].title if due else "",
        "first_kpi": due[0].measure if due else "",
        "units_planning": sum(
            bool(unit.roadmap.initiatives) for unit in context.result.units
        ),
    }


def _again(promise: PromisePage) -> dict[str, Any]:
    return {
        "pulse": len(promise.pulse),
        "next_day": promise.next_day,
        "dated": promise.next_day is not None,
        "threshold": promise.threshold,
    }
