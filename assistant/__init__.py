"""From question to answer: one visible pipeline, its composers, the verification, the web service."""
