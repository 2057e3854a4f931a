"""What eyes are given: frozen values made from rows, ready for a template."""
