"""The proof of free text: what a model wrote is held against the words it cites, one named check after another."""
