"""Article -> Facts. No network, no database. spaCy lives here."""
