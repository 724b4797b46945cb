"""The yardstick: the least a web application can do to take sixty answers.

Flask, SQLAlchemy Core and one Jinja page; no sign-in, no CSRF check, no languages, no
record of who did what. Seven pages, each saved as a whole with one upsert.
"""

from __future__ import annotations

import os
import secrets

from flask import Flask, abort, redirect, request
from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from werkzeug.wrappers import Response

SIZES = (9, 9, 9, 9, 8, 8, 8)
PAGES = [[f"g{g}q{n}" for n in range(size)] for g, size in enumerate(SIZES)]

metadata = MetaData()
responses = Table(
    "floor_responses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String(32), unique=True, nullable=False),
    Column("score", Float),
)
answers = Table(
    "floor_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("response_id", ForeignKey("floor_responses.id"), nullable=False),
    Column("question", String(20), nullable=False),
    Column("level", Integer, nullable=False),
    UniqueConstraint("response_id", "question"),
)
engine = create_engine(os.environ["FLOOR_DATABASE_URL"], pool_size=2)
app = Flask(__name__)

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Part {{ number + 1 }}</title></head><body><main>
<h1>Part {{ number + 1 }} of {{ total }}</h1><form method="post">
{% for question in questions %}<fieldset><legend>{{ loop.index }}. Question
{{ question }}: how far has the organisation come in this practice?</legend>
<p>Choose the sentence that describes today.</p>
{% for level in range(6) %}<label><input type="radio" name="{{ question }}"
value="{{ level }}"{% if chosen.get(question) == level %} checked{% endif %}>
Level {{ level }}: what exists, who does it, how often it is done and what shows
it</label>{% endfor %}</fieldset>{% endfor %}
<button>Continue</button></form></main></body></html>"""
TEMPLATE = app.jinja_env.from_string(PAGE)


@app.get("/start")
def start() -> Response:
    """Begin a response."""
    token = secrets.token_hex(16)
    with engine.begin() as connection:
        connection.execute(insert(responses).values(token=token))
    return redirect(f"/r/{token}/0", 303)


@app.get("/r/<token>/<int:number>")
def page(token: str, number: int) -> str:
    """Show one part with what is chosen already."""
    with engine.connect() as connection:
        response_id = connection.scalar(
            select(responses.c.id).where(responses.c.token == token)
        )
        if response_id is None:
            abort(404)
        rows = connection.execute(
            select(answers.c.question, answers.c.level).where(
                answers.c.response_id == response_id,
                answers.c.question.in_(PAGES[number]),
            )
        )
        chosen = {row.question: row.level for row in rows}
    return TEMPLATE.render(
        number=number, total=len(PAGES), questions=PAGES[number], chosen=chosen
    )


@app.post("/r/<token>/<int:number>")
def save(token: str, number: int) -> Response:
    """Store one part; after the last one, the mean of all levels."""
    levels = {name: int(request.form[name]) for name in PAGES[number]}
    if not all(0 <= level <= 5 for level in levels.values()):
        abort(400)
    last = number == len(PAGES) - 1
    with engine.begin() as connection:
        response_id = connection.scalar(
            select(responses.c.id).where(responses.c.token == token)
        )
        rows = [
            {"response_id": response_id, "question": name, "level": level}
            for name, level in levels.items()
        ]
        statement = upsert(answers).values(rows)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["response_id", "question"],
                set_={"level": statement.excluded.level},
            )
        )
        if last:
            mine = answers.c.response_id == response_id
            every = connection.scalars(select(answers.c.level).where(mine)).all()
            connection.execute(
                update(responses)
                .where(responses.c.id == response_id)
                .values(score=20 * sum(every) / len(every))
            )
    return redirect(f"/done/{token}" if last else f"/r/{token}/{number + 1}", 303)


@app.get("/done/<token>")
def done(token: str) -> str:
    """Thank the respondent."""
    with engine.connect() as connection:
        score = connection.scalar(
            select(responses.c.score).where(responses.c.token == token)
        )
    return f"<!doctype html><title>Done</title><p>{score:.1f}"


if __name__ == "__main__":
    metadata.create_all(engine)
