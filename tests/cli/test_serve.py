"""``sextant serve``: it says where it serves only if it can, and links lead there."""

from __future__ import annotations

import socket

import pytest
from click.testing import CliRunner

from assessment.cli import main, serve


@pytest.fixture
def settings(tmp_path):
    """Settings of an upgraded database."""
    made = {"SEXTANT_DATABASE_URL": f"sqlite:///{tmp_path / 'served.db'}"}
    assert CliRunner(env=made).invoke(main, ["db", "upgrade"]).exit_code == 0
    return made


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    "case",
    [
        ("127.0.0.1", None, "http://127.0.0.1:{port}"),
        (serve.EVERYWHERE[0], None, "http://127.0.0.1:{port}"),
        ("localhost", None, "http://localhost:{port}"),
        ("127.0.0.1", "https://a.example", "https://a.example"),
        ("127.0.0.1", " ", "http://127.0.0.1:{port}"),
    ],
)
def test_links_lead_to_where_it_serves_unless_another_address_is_set(
    settings, free_port, monkeypatch, case
):
    host, given, expected = case
    served = []
    monkeypatch.setattr(serve.Server, "run", lambda self: served.append(self))
    env = settings if given is None else {**settings, "SEXTANT_PUBLIC_URL": given}
    command = ["serve", "--host", host, "--port", str(free_port)]

    done = CliRunner(env=env).invoke(main, command)

    assert done.exit_code == 0, done.output
    (server,) = served
    public = server.application.config["PUBLIC_URL"]
    assert public == expected.format(port=free_port)


def test_a_port_in_use_is_refused_before_anything_is_announced(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = CliRunner(env=settings).invoke(main, ["serve", "--port", str(port)])

    assert done.exit_code == 1
    assert f"127.0.0.1:{port} cannot be served; Address already in use" in done.output
    assert "serves on" not in done.output
