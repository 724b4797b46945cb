"""The consultant's side: assessments, personal links, review, targets, locking."""
