"""Documents over HTTP and on pages: list, text, contents, places."""
