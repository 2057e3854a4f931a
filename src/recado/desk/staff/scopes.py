"""What a token may be limited to: the scopes that the API knows."""

READING = (
    "cases:read",
    "messages:read",
    "people:read",
    "channels:read",
    "settings:read",
    "deliveries:read",
    "events:read",
    "reports:read",
)
WRITING = ("cases:write", "messages:write", "people:write", "channels:write", "settings:write", "deliveries:write")
ALL = frozenset(READING + WRITING)

HOUSE_ONLY = frozenset({"channels:write", "settings:read", "settings:write", "deliveries:read", "deliveries:write"})
"""What only head and administrators may, whatever the token says."""
