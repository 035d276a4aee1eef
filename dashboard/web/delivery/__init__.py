"""What makes the site fast, and nothing else."""
