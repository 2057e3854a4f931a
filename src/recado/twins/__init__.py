"""Unkind twins of outside services, for tests, the demo and benchmarks; the desk never imports them."""
