"""Findings: what the rows of a chart tell a reader, as one sentence with its numbers and dates."""
