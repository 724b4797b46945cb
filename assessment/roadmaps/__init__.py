"""What people decide about a roadmap, and how far they have come with it."""
