"""A language model as an option: it words what is found, and what it says is proven before anyone sees it."""
