"""What we agreed: every setting and house rule as a typed section with revisions and undo."""
