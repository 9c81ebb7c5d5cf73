"""Conversations that are kept: what was asked and answered, until its keeper or the clock takes it away."""
