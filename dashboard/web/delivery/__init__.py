"""Speed and nothing else: compression, static files, warming up."""
