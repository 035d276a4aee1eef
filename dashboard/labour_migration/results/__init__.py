"""Reported figures compared with official ones: arithmetic, verdicts and their wording."""
