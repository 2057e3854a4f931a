"""What must be done: the case, its filings, state, assignee, resolution."""
