"""Questionnaire definitions and their loader; knows no web and no database."""
