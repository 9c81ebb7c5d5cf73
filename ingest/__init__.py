"""From files to knowledge: read, repair, parse, extract, index."""
