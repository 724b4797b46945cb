"""A brand that says something at each place, and what hostile words look like."""

from __future__ import annotations

from assessment.branding.brand import PLACES, Brand

HOSTILE = (
    '<script>x=1</script><p onclick="x()">Said <a href="javascript:x()">here</a>, '
    '<a href="https://a.example/x">there</a></p><style>@import "http://127.0.0.1/x"'
    '</style><img src="file:///etc/passwd"/>'
)
WORDS = (
    "<h3>On {{ organisation }}</h3><p>A &amp; <strong>B</strong>: {{ score }}</p>"
    "<ol><li>One<ul><li>Deeper</li></ul></li><li>Two</li></ol>"
)


def brand(**more) -> Brand:
    """Its words name their place; those of ``more`` stand for them, in English."""
    told = {place: {"en": f"Here: {place}."} for place in PLACES}
    return Brand(name="Lantern & Co", blocks={**told, **more})
