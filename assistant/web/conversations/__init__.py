"""Conversations over HTTP: kept, listed, shared, taken away, deleted."""
