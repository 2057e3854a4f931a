"""Mail servers, handing over what was written to the house (SMTP and LMTP)."""
