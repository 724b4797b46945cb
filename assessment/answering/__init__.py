"""The respondent's side: what was answered, and the pages to answer on."""
