"""Where providers post: check the signature, keep the raw delivery, answer. Nothing is read here."""
