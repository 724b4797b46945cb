"""A browser's autosave without the browser: one person, one connection."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlencode

from tests.support.serving import HOST

TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')
BASE = re.compile(r'name="([^":]*):base" value="([^"]*)"')
GONE = (OSError, HTTPException)
"""What a client sees when the server dies under it."""


@dataclass
class Visitor:
    """Opens a personal link and saves answers of one section."""

    port: int
    token: str
    cookie: str = ""
    csrf: str = ""
    path: str = ""
    bases: dict[str, str] = field(default_factory=dict)

    def open(self, questionnaire: str, dimension: str) -> list[str]:
        """Open the link and a section; return the ids of its questions."""
        link = f"/i/{self.token}"
        page = self._page(link)
        response, _body = self._send("POST", link, {"csrf_token": _token(page)})
        hub = response.getheader("Location") or ""
        self.path = f"{hub}/{questionnaire}/{dimension}"
        page = self._page(self.path)
        self.csrf = _token(page)
        self.bases = dict(BASE.findall(page))
        return list(self.bases)

    def save(self, question: str, value: str, comment: str) -> bool:
        """Send one answer as the page's script does; ``True`` if it is confirmed."""
        form = {
            "csrf_token": self.csrf,
            question: value,
            f"{question}:base": self.bases[question],
            f"{question}:comment": comment,
        }
        response, body = self._send("POST", self.path, form)
        assert response.status == 200, f"{response.status}: {body[:500]}"
        saved: dict[str, Any] = json.loads(body)["saved"]
        self.bases |= saved
        return question in saved

    def _page(self, path: str) -> str:
        response, body = self._send("GET", path)
        assert response.status == 200, f"{response.status}: {body[:500]}"
        return body

    def _send(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[HTTPResponse, str]:
        headers = {"Cookie": self.cookie, "Accept": "application/json"}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(HOST, self.port, timeout=20)
        try:
            connection.request(method, path, urlencode(form or {}), headers)
            response = connection.getresponse()
            body = response.read().decode()
        finally:
            connection.close()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.partition(";")[0]
        return response, body


def _token(page: str) -> str:
    found = TOKEN.search(page)
    assert found, page[:500]
    return unescape(found[1])
