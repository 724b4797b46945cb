"""Own SVG drawings of the chart specifications."""
