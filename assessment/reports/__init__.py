"""Reports: their model, words, charts, pages and PDF."""
