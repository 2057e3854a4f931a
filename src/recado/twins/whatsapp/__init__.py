"""An unkind twin of the WhatsApp Cloud API: what it does to a desk before a real one does."""

from recado.twins.whatsapp.customers import Customer, Received
from recado.twins.whatsapp.phones import Twin
from recado.twins.whatsapp.running import running, serve
from recado.twins.whatsapp.setup import Setup

__all__ = ["Customer", "Received", "Setup", "Twin", "running", "serve"]
