"""People who sign in, the organisations they work for, and their sessions."""
