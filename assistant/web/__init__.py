"""The web service and the chat page it serves."""
