"""The readers of single formats: bytes go in, the text and what must be told about it come out."""
