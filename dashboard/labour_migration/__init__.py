"""Labour migration from Pakistan to Japan: figures as printed, their sources, and what may be made of them."""
