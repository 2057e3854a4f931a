"""How words travel: the port, accounts, raw deliveries, provider templates, one folder per adapter."""
