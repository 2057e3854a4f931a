"""How fast is it on this machine, beside what the machine itself can do: what `recado bench` runs."""
