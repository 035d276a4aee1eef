"""The rules that a valid package keeps, in modules by subject.

A new rule is one function that yields problems, under ``@RULES.reading(...)`` with the tables that it reads;
``engine`` runs it with the others.
"""
