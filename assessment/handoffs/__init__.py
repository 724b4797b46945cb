"""What a report is handed on as: files that others edit and calculate with."""
