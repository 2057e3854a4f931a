"""A customer's mail program in the browser: a page like one, on the twin of the mail provider."""
