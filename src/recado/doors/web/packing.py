"""Which answers travel packed? Pages and fragments; files are packed already, or are read in pieces.

Each is padded by a random length, so that its size tells nothing of a token within (BREACH).
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PackingMiddleware(GZipMiddleware):
    """gzip for what the templates wrote."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
