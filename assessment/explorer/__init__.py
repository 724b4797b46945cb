"""The page of peers: a profile against the distribution of those around it."""
