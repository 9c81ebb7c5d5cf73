"""What we know: documents, places, facts, and how to find a passage. Imports nothing else of ours."""
