"""Whole assessments of invented organisations, with their stories."""
