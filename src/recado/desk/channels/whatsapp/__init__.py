"""WhatsApp Cloud API: Meta's webhooks and Graph calls, in the words of the port."""
