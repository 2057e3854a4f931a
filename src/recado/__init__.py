"""Recado: a support desk that takes every message in once and keeps the house rules."""
