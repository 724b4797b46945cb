"""axe-core on a page: what it finds, with rule, place and how to mend it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """async tags => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
  });
  return found.violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page that is open."""
    page.evaluate(_source())
    found: list[str] = page.evaluate(RUN, list(TAGS))
    return found


@cache
def _source() -> str:
    return SCRIPT.read_text("utf-8")
