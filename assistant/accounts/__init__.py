"""Who may use the service: accounts and roles, passwords, sessions, lockout."""
