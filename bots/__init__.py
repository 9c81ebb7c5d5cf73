"""Channels: the dialogue once, each messenger a thin adapter on it."""
