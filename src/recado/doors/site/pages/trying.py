"""What does the chat look like on a site? A small shop window of the house's own, to try it as a visitor would."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from recado.desk.channels import embedding
from recado.desk.channels.site.looks import Looks

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


@require_GET
def page(request: HttpRequest, key: str) -> HttpResponse:
    """A page with the widget, and the forms there are."""
    channel = embedding.find(key)
    if channel is None:
        raise Http404
    site = Looks.of(channel.settings)
    language = site.language(request.GET.get("language") or request.headers.get("Accept-Language", ""))
    context = {
        "channel": channel,
        "base": f"/site/{key}",
        "language": language,
        "forms": site.forms,
        "theme": site.theme,
    }
    answer = HttpResponse(render_to_string("site/try.html", context))
    answer["Content-Security-Policy"] = POLICY
    answer["Cache-Control"] = "no-store"
    return answer
