"""A bounded load client for loopback: whole responses over kept connections."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

HOST = "127.0.0.1"
RADIO = re.compile(rb'<input[^>]*type="radio"[^>]*>')
ATTRIBUTE = re.compile(rb'\b(name|value)="([^"]*)"')
HIDDEN = re.compile(rb'<input[^>]*type="hidden"[^>]*>')
BOXES = re.compile(rb'<textarea[^>]*name="([^"]*)"')
LISTS = re.compile(rb'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', re.DOTALL)
FIRST = re.compile(rb'<option value="([^"]*)"')


@dataclass
class Visitor:
    """One browser: cookies, one connection, and how long each step took (seconds)."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)
    connection: HTTPConnection | None = None

    def get(self, path: str, step: str = "page") -> tuple[str, bytes]:
        """Fetch a page, following redirects; return its path and body."""
        for _ in range(5):
            status, location, body = self._send(step, "GET", path, None)
            if status == 200:
                return path, body
            if not location or not 300 <= status < 400:
                break
            path = _local(location)
        raise RuntimeError(f"GET {path} answered {status}")

    def post(self, path: str, form: dict[str, str], step: str = "save") -> str:
        """Send a form and return where it leads."""
        status, location, body = self._send(step, "POST", path, urlencode(form))
        if not location or not 300 <= status < 400:
            raise RuntimeError(f"POST {path} answered {status}: {body[:300]!r}")
        return _local(location)

    def _send(
        self, step: str, method: str, path: str, body: str | None
    ) -> tuple[int, str | None, bytes]:
        headers = {"Accept-Language": "en"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begin = time.perf_counter()
        try:
            found = self._exchange(method, path, body, headers)
        except (OSError, HTTPException):
            self.connection = None  # the server closed a kept connection: once more
            found = self._exchange(method, path, body, headers)
        self.times.setdefault(step, []).append(time.perf_counter() - begin)
        return found

    def _exchange(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, str | None, bytes]:
        if self.connection is None:
            self.connection = HTTPConnection(HOST, self.port, timeout=60)
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        data = response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";", 1)[0]
        if response.will_close:
            self.connection.close()
            self.connection = None
        return response.status, response.getheader("Location"), data


def _local(location: str) -> str:
    parts = urlsplit(location)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def hidden_fields(body: bytes) -> dict[str, str]:
    """Return the hidden fields of a page, the CSRF token among them."""
    return dict(_pairs(HIDDEN, body))


def other_fields(body: bytes) -> dict[str, str]:
    """Return what a browser sends for lists and text boxes that nobody touched."""
    names = [name.decode() for name in BOXES.findall(body)]
    chosen = {
        select.group(1).decode(): FIRST.search(select.group(2))
        for select in LISTS.finditer(body)
    }
    return dict.fromkeys(map(unescape, names), "") | {
        unescape(name): found.group(1).decode() if found else ""
        for name, found in chosen.items()
    }


def radio_names(body: bytes) -> list[str]:
    """Return the names of the radio groups of a page, in order."""
    return list(dict.fromkeys(name for name, _ in _pairs(RADIO, body)))


def _pairs(pattern: re.Pattern[bytes], body: bytes) -> list[tuple[str, str]]:
    found = []
    for tag in pattern.findall(body):
        attributes = {k: unescape(v.decode()) for k, v in ATTRIBUTE.findall(tag)}
        found.append((attributes.get(b"name", ""), attributes.get(b"value", "")))
    return found


@dataclass
class Load:
    """What a run measured: responses done, and the seconds of each step."""

    done: int
    times: dict[str, list[float]]

    def percentile(self, step: str, share: float) -> float:
        """Return the seconds that ``share`` (0-1) of the step's calls stay below."""
        values = sorted(self.times[step])
        return values[min(len(values) - 1, int(share * len(values)))]


@dataclass
class _Crowd:
    """Visitors who share one list of tasks; the first fault stops them all."""

    port: int
    waiting: list[Callable[[Visitor], None]]
    until: float
    visitors: list[Visitor] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def work(self) -> None:
        """Take tasks until none is left, something failed or time ran out."""
        while self.waiting and not self.faults:
            try:
                task = self.waiting.pop()
            except IndexError:  # another visitor took the last one
                return
            visitor = Visitor(self.port)
            self.visitors.append(visitor)
            if time.monotonic() > self.until:
                self.faults.append("time ran out")
                return
            try:
                task(visitor)
            except (RuntimeError, OSError, HTTPException) as fault:
                self.faults.append(str(fault))


def run(
    port: int, clients: int, tasks: list[Callable[[Visitor], None]], seconds: float
) -> Load:
    """Work off ``tasks`` with ``clients`` visitors at once, for so long at most.

    Raises:
        RuntimeError: If a task failed or time ran out.
    """
    crowd = _Crowd(port, list(tasks), time.monotonic() + seconds)
    threads = [threading.Thread(target=crowd.work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if crowd.faults:
        raise RuntimeError(f"{len(crowd.faults)} failed, first: {crowd.faults[0]}")
    times: dict[str, list[float]] = {}
    for visitor in crowd.visitors:
        for step, values in visitor.times.items():
            times.setdefault(step, []).extend(values)
    return Load(len(tasks), times)
