"""The house's own web chat and forms, as a channel like any other."""
