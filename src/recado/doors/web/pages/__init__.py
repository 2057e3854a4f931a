"""What each address does, in three sentences: find, do, show."""
