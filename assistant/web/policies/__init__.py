"""Support policies over HTTP and on a page."""
