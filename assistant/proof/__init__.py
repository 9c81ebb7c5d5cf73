"""The proof of free text: what a model wrote, held against what it cites, one named check after another."""
