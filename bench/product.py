"""The product as gunicorn serves it in a measurement, and people to answer it."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

from flask import Flask

from assessment import create_app, db, schema
from assessment.engagements import links, services
from bench import sixty
from tests.support import seed


def served() -> Flask:
    """Return the application with the bench's definitions."""
    sixty.use(Path(os.environ["BENCH_DEFINITIONS"]))
    return create_app()


def prepare(people: int) -> list[str]:
    """Make the database, an assessment and so many links; return their tokens."""
    app = served()
    with app.app_context():
        schema.upgrade(db.engine())
        session = db.session()
        consultant = seed.user(session, "bench@sextant.example")
        owned = seed.organisation(session, consultant)
        made = services.create_assessment(
            session,
            consultant,
            owned,
            services.NewAssessment(
                title="Bench",
                mode="self",
                date=dt.date(2026, 11, 21),
                questionnaires=(sixty.KEY,),
            ),
        )
        return [
            links.make(
                session,
                consultant,
                made,
                links.Invited(f"Person {number}", "manager", "en"),
            )[1]
            for number in range(people)
        ]


if __name__ == "__main__":
    sys.stdout.write("\n".join(prepare(int(sys.argv[1]))))
