"""Duties over HTTP, on a page, and as files."""
