"""How large the things are that a finger has to hit (WCAG 2.5.8)."""

from __future__ import annotations

from playwright.sync_api import Page

LEAST = 24
"""CSS pixels, both ways."""
SMALL = """least => {
  const words = node => node.textContent.replace(/\\s+/g, " ").trim();
  const boxes = e => [e, ...(e.labels || [])].map(one => one.getBoundingClientRect());
  // A link in the middle of a sentence is as high as its line.
  const inSentence = e => e.tagName === "A" &&
    getComputedStyle(e).display === "inline" &&
    words(e.parentElement) !== words(e);
  const found = [];
  for (const e of document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    const seen = e.checkVisibility({visibilityProperty: true}) &&
      !e.closest(".hidden, .default-button") && !e.matches(".skip:not(:focus)");
    if (!seen || inSentence(e)) { continue; }
    const all = boxes(e).filter(box => box.width > 0);
    const width = Math.max(...all.map(box => box.width));
    const height = Math.max(...all.map(box => box.height));
    if (width < least || height < least) {
      found.push(`${Math.round(width)}x${Math.round(height)} ` +
        e.outerHTML.slice(0, 120));
    }
  }
  return found;
}"""


def large_enough(page: Page) -> None:
    """Assert that every control of the page can be hit, also with its label."""
    small = page.evaluate(SMALL, LEAST)
    assert not small, f"too small on {page.url}: " + "\n".join(small)
