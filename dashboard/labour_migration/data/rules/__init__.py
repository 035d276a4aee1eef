"""What a valid package holds to."""
