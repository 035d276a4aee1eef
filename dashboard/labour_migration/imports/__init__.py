"""Imports: reads files as offices publish them, and compares them with the official statistics."""
