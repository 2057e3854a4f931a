"""Where it is all put together: settings, addresses, reactions, the supervisor and its PostgreSQL, the command."""
