"""The pages of the office that runs the service."""
