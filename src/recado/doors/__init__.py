"""How the world reaches the desk: each door a package, none knowing the others."""
