"""The register of duties and targets: who, with whom, by when; as tables, a calendar, and what is due."""
