"""How people reach the desk: pages and the fragments that keep them fresh."""
