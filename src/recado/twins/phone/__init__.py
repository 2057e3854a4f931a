"""A customer's phone in the browser: a page like a messenger, on a kind twin of the provider."""
