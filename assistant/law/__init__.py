"""Answers from laws, decrees and their digests: the clause that says it, and whether it holds."""
