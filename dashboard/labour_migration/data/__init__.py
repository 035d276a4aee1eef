"""The package: what it says of itself, its tables, what a reader selects of them."""
