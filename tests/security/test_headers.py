"""S-24: the headers of every kind of response, and the cookie."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from assessment.security import Access
from tests.conftest import make_app
from tests.security.access import address, entries, routes
from tests.support.quick_files import quick_files

ENTRIES, ROUTES = entries(), routes()
HTTPS = "https://sextant.example"
SAME_FOR_ALL = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
CACHEABLE = {"static", "fonts.show", "reports.plotly_script"}
# Plotly positions its labels with inline styles.
STYLED = {"reports.show", "explorer.show"}
HSTS = "max-age=31536000; includeSubDomains"
TOO_MUCH = b"mail=" + b"a" * (2 * 1024 * 1024)


def policy(response) -> dict[str, list[str]]:
    text = response.headers["Content-Security-Policy"]
    parts = [part.split() for part in text.split(";")]
    return {name: sources for name, *sources in parts}


def check(response, endpoint: str | None = None, *, https: bool = False) -> None:
    """Assert all that the row lists."""
    headers = response.headers
    where = f"{response.status_code} {response.request.path}"
    found = policy(response)
    style = ["'self'", "'unsafe-inline'"] if endpoint in STYLED else ["'self'"]
    assert found == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": style,
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }, where
    assert {name: headers.get(name) for name in SAME_FOR_ALL} == SAME_FOR_ALL, where
    kept = headers.get("Cache-Control", "")
    assert (kept != "no-store") == (endpoint in CACHEABLE), where
    assert headers.get("Strict-Transport-Security") == (HSTS if https else None), where
    assert headers["X-Request-ID"], where


def overflow(*_arguments):
    raise RuntimeError("boom")


def gone(*_arguments):
    raise OperationalError("SELECT 1", {}, Exception("gone"))


CLASSES = [
    pytest.param("GET", "/sign-in", {}, 200, id="page"),
    pytest.param("HEAD", "/sign-in", {}, 200, id="HEAD"),
    pytest.param("OPTIONS", "/sign-in", {}, 200, id="OPTIONS"),
    pytest.param("GET", "/", {}, 302, id="redirect"),
    pytest.param("POST", "/sign-in", {}, 400, id="no token"),
    pytest.param(
        "GET", "/sign-in", {"headers": {"Host": "evil.example"}}, 400, id="host"
    ),
    pytest.param("GET", "/account", {}, 401, id="not signed in"),
    pytest.param("GET", "/a", {}, 401, id="no link"),
    pytest.param(
        "POST", "/sign-in", {"headers": {"Origin": "https://e.example"}}, 403, id="403"
    ),
    pytest.param("GET", "/no-such-page", {}, 404, id="not found"),
    pytest.param("GET", "/i/no-such-link", {}, 404, id="no such link"),
    pytest.param("GET", "/static/no-such-file", {}, 404, id="no such file"),
    pytest.param("GET", "/fonts/no-such-font.ttf", {}, 404, id="no such font"),
    pytest.param("GET", "/sign-out", {}, 405, id="method"),
    pytest.param(
        "POST",
        "/sign-in",
        {"data": TOO_MUCH, "content_type": "application/x-www-form-urlencoded"},
        413,
        id="too large",
    ),
    pytest.param("GET", "/static/app.css", {}, 200, id="static"),
    pytest.param(
        "GET", "/static/app.css", {"headers": {"Range": "bytes=0-9"}}, 206, id="part"
    ),
]


def endpoint_of(path: str, status: int) -> str | None:
    return "static" if path.startswith("/static/") and status != 404 else None


@pytest.mark.parametrize(("method", "path", "options", "status"), CLASSES)
def test_s24_every_class_of_response_has_all_headers(
    client, method, path, options, status
):
    answer = client.open(path, method=method, **options)
    assert answer.status_code == status
    check(answer, endpoint_of(path, status))


def test_s24_a_file_that_is_known_already_keeps_its_headers(client):
    tag = client.get("/static/app.css").headers["ETag"]
    answer = client.get("/static/app.css", headers={"If-None-Match": tag})
    assert answer.status_code == 304
    check(answer, "static")


@pytest.mark.parametrize(
    ("fault", "status"),
    [pytest.param(overflow, 500, id="500"), pytest.param(gone, 503, id="503")],
)
def test_s24_a_fault_has_all_headers(admin, monkeypatch, fault, status):
    monkeypatch.setattr("assessment.accounts.services.list_users", fault)
    answer = admin.get("/accounts")
    assert answer.status_code == status
    check(answer)


def test_s24_a_refused_form_and_too_many_tries_have_all_headers(app, client):
    form = client.page("/i").form("resume")
    wrong = {**form.fields, "link": "wrong"}
    refused = client.post("/i", data=wrong)
    assert refused.status_code == 422
    check(refused)
    for _ in range(app.config["LINK_TRIES"]):
        last = client.get("/i/wrong")
    assert last.status_code == 429
    check(last)


@pytest.fixture
def quick():
    """Headers do not depend on what is in a file: none is set in full for them."""
    with quick_files():
        yield


@pytest.mark.usefixtures("quick")
def test_s24_every_route_has_all_headers(app, world, visitor_of):
    seen = set()
    for name in (name for name, methods in ROUTES.items() if "GET" in methods):
        url = address(app, name, ENTRIES[name].arguments(world))
        answer = visitor_of(ENTRIES[name].level).get(url)
        check(answer, name)
        seen.add(answer.mimetype)
        assert (name in CACHEABLE) <= (ENTRIES[name].level is Access.PUBLIC), name
    assert {"application/pdf", "application/json", "text/html", "font/ttf"} <= seen


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "end", ["report.pdf", "report.html", "export.json", "result.json"]
)
def test_s24_a_download_is_data_that_nothing_keeps_or_guesses(consultant, seeded, end):
    answer = consultant.get(f"/assessments/{seeded.assessment.public_id}/{end}")
    assert answer.status_code == 200
    check(answer)
    attached = answer.headers.get("Content-Disposition", "").startswith("attachment")
    assert attached or answer.mimetype == "application/json"


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('https') / 'test.db'}"
    return make_app(url, PUBLIC_URL=HTTPS)


@pytest.mark.parametrize(("method", "path", "options", "status"), CLASSES)
def test_s24_an_https_address_adds_hsts_to_every_class(
    secure, method, path, options, status
):
    visitor = secure.test_client()
    answer = visitor.open(path, method=method, base_url=HTTPS, **options)
    assert answer.status_code == status
    check(answer, endpoint_of(path, status), https=True)


def attributes(response) -> tuple[str, set[str]]:
    """Return a cookie's name and its attributes; there must be one cookie only."""
    (cookie,) = response.headers.getlist("Set-Cookie")
    first, *rest = cookie.split("; ")
    return first.partition("=")[0], set(rest)


def test_s24_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    name, found = attributes(client.get("/sign-in"))
    assert name == "sextant"
    assert found == {"HttpOnly", "SameSite=Lax", "Path=/"}


def test_s24_under_https_the_cookie_belongs_to_this_host_alone(secure):
    name, found = attributes(secure.test_client().get("/sign-in", base_url=HTTPS))
    assert name == "__Host-sextant"
    assert found == {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"}


def test_s24_a_cookie_without_the_prefix_is_not_read_under_https(secure):
    visitor = secure.test_client()
    key = visitor.get("/sign-in", base_url=HTTPS).headers["Set-Cookie"]
    value = key.partition("=")[2].partition(";")[0]
    other = secure.test_client()
    other.set_cookie("sextant", value, domain="sextant.example", secure=True)
    answer = other.get("/sign-in", base_url=HTTPS)
    assert answer.headers["Set-Cookie"].startswith("__Host-sextant=")


def test_s24_signing_out_removes_the_cookie_with_the_same_attributes(consultant):
    page = consultant.page("/account")
    token = page.form("profile").fields["csrf_token"]
    answer = consultant.post("/sign-out", data={"csrf_token": token})
    name, found = attributes(answer)
    assert name == "sextant"
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=0"} <= found
    assert not any(one.startswith("Domain") for one in found)
