"""The pages on which a roadmap is decided, tried out and followed up."""
