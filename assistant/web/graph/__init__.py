"""A timeline graph with its places: boxes that never overlap, arrows between them."""
