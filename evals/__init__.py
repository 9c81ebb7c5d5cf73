"""How good it is: cases, generate, score, report, compare."""
