"""What browsers hear while they are open: which thing changed, by server-sent events."""
