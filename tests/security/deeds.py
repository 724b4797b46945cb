"""How each route is used to change something: the page, its form, what is typed.

A route that takes POST and is not here fails the tests.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessment.benchmarks.document import Document
from scoring.release import METHOD
from tests.benchmarks import pools
from tests.security.access import World
from tests.support import seed

DAY = dt.date(2026, 9, 30)
NEW_PASSWORD = "another good password"
GOOD = {"by": "The board", "date": "2026-11-21", "reason": "Seen in the minutes."}
PROFILE = {
    "industry": "K64",
    "region": "ZA",
    "size": "1000-4999",
    "market": "b2c",
    "drivers": ["D1"],
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One way to save.

    ``page`` is where the form stands, ``None`` for the route's own address; ``form``
    its id, ``None`` where it is known by its address only. ``after`` is what has to be
    done before, ``file`` the content of a file that is sent.
    """

    form: str | None
    typed: Mapping[str, Any] = field(default_factory=dict)
    page: Callable[[World], str] | None = None
    locked: bool = False
    after: str | None = None
    file: bytes | None = None

    def body(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is sent; a file is sent anew each time."""
        if self.file is None:
            return dict(data)
        return {**data, "file": (io.BytesIO(self.file), "file")}


def _work(end: str = "") -> Callable[[World], str]:
    return lambda world: f"/assessments/{world.mine.assessment.public_id}{end}"


def _at(path: str) -> Callable[[World], str]:
    return lambda _world: path


def _batch(world: World) -> str:
    return f"/reports/{world.batch}"


def _record(world: World) -> str:
    return f"/benchmarks/pool/{world.record}"


def _foreign_release() -> bytes:
    """Return a release of another installation that says nothing."""
    made = Document("theirs", DAY, "continuum", "1.0", METHOD.plain(), ())
    return made.text().encode()


def _hub(world: World) -> str:
    return f"/a/{world.mine.assessment.public_id}"


SIGN_IN = {"mail": "third@example.org", "password": seed.PASSWORD}
NEW = {"new": NEW_PASSWORD, "again": NEW_PASSWORD, "old": seed.PASSWORD}
LINK = {"name": "Ann", "role": "manager", "language": "zh-Hant"}
DECISION = {"owner": "Ann Lee", "days": "45", "reason": "Agreed."}
TESTED = "capability-model/decisions-tested-on-customers"
CONSENSUS = {"value": "3", "evidence": "verified", "reason": "We agreed."}

DEEDS = {
    "accounts.sign_in": Deed("sign-in", SIGN_IN),
    "accounts.sign_out": Deed(None, page=_at("/account")),
    "accounts.account": Deed("profile", {"name": "Ann", "language": "zh-Hans"}),
    "accounts.password": Deed("password", NEW),
    "accounts.disable": Deed(None, page=_at("/accounts")),
    "accounts.enable": Deed(None, page=_at("/accounts")),
    "answering.invitation": Deed("open"),
    "answering.resume": Deed("resume"),
    "answering.choose_view": Deed(None, {"view": "one"}, page=_hub),
    "answering.check": Deed("submit"),
    "answering.section": Deed("answers"),
    "answering.question": Deed("answers"),
    "batches.index": Deed(
        "reports",
        {"languages": "en", "formats": "html"},
    ),
    "batches.cancel": Deed(None, page=_batch),
    "batches.retry": Deed(None, page=_batch, after="batches.cancel"),
    "batches.remove": Deed("confirm"),
    "benchmarks.contribute": Deed(
        "consent", {"agreed": "y", "by": "Ann Lee"}, locked=True
    ),
    "benchmarks.withdraw": Deed(
        None, page=_work("/benchmark"), locked=True, after="benchmarks.contribute"
    ),
    "benchmarks.build": Deed(
        "build",
        {
            "questionnaire": "capability-model@1.0",
            "date": DAY.isoformat(),
            "name": "2026-Q3",
        },
    ),
    "benchmarks.import_release": Deed("import", file=_foreign_release()),
    "benchmarks.import_pool": Deed(
        "import",
        {"provenance": "Another archive"},
        file=pools.text(pools.rows(2, 6, 0, day="2026-06-30")),
    ),
    "benchmarks.record": Deed("quarantine", {"reason": "All the same."}),
    "benchmarks.admit": Deed(None, page=_record, after="benchmarks.record"),
    "branding.look": Deed("look", {"name": "Lantern Advisory", "primary": "#7A1F1F"}),
    "branding.sections": Deed("sections", {"at:roadmap": "20"}),
    "branding.words": Deed("words", {"en": "Thank you, {{ organisation }}."}),
    "engagements.add_organisation": Deed(
        "organisation", PROFILE | {"name": "Lantern Bank"}
    ),
    "engagements.edit_organisation": Deed(
        "organisation", PROFILE | {"name": "Lantern Bank"}
    ),
    "engagements.add_assessment": Deed("assessment", {"mode": "self"}),
    "engagements.add_link": Deed("link", LINK),
    "engagements.remake_link": Deed("confirm"),
    "engagements.revoke_link": Deed("confirm"),
    "engagements.review_one": Deed("consensus", CONSENSUS),
    "engagements.target": Deed("target", GOOD | {"value": "3.5"}),
    "engagements.withdraw_target": Deed(None, page=_work("/target")),
    "engagements.capacity": Deed("capacity", {"days": "200"}),
    "engagements.figures": Deed("figures", {"customers": "200"}),
    "engagements.accept": Deed("accept", GOOD),
    "engagements.withdraw_gap": Deed("confirm"),
    "planner.initiative": Deed("decision", DECISION),
    "planner.withdraw": Deed(
        None, page=_work(f"/plan/{TESTED}"), after="planner.initiative"
    ),
    "planner.progress": Deed("progress", {"status": "under-way", "note": "Begun."}),
    "planner.rescore": Deed("judge", {"verdict": "confirmed", "reason": "Seen."}),
    "planner.capacity": Deed("capacity", {"days": "400"}),
    "engagements.lock": Deed("status", {"reason": "Done."}),
    "engagements.reopen": Deed("status", {"reason": "More to say."}, locked=True),
}
