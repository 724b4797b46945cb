"""Many reports at once: from files, and in the background from stored assessments."""
