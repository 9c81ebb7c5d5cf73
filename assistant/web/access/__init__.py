"""Who may come in: signing in and out, the door before every address."""
