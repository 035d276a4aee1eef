"""The Data Package: its descriptor, its tables as typed frames, its rules, and selections of rows."""
