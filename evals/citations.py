"""How well citations are found: on a table of cases, and on the links of the official codification.

`python -m evals.citations TABLE.tsv` scores a table, `python -m evals.citations FOLDER` the codification's pages.
"""
