"""What the engine refuses."""


class ScoringError(Exception):
    """Something cannot be scored; the message says what, and what to do."""


class ValueRefusedError(ScoringError):
    """A value is not on its question's scale."""
