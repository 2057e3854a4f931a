"""What happened: typed events, the append-only record, the call to those who react; idempotency keys."""
