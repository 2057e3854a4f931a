"""Words that every context uses: actors, identifiers, now, text and language."""
