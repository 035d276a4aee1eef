"""What reports come to beside official figures."""
