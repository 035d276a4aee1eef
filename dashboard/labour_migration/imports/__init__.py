"""Files as offices publish them, and what they would change."""
