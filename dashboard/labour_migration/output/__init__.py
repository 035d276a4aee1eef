"""Rows and citations in the forms that readers take away."""
