"""Who works here: agents, teams, presence, roles, invitations, tokens."""
