"""How the tables of the conversations came about, step by step; each step runs once on every database."""
