"""Composers: each turns a question and what was found into a `Draft`, or passes."""
