"""What assistants are answered: tools over the data, each figure as one object with all that belongs to it."""
