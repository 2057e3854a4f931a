"""All addresses of the pages and the API."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("recado.doors.api.urls")),
    path("", include("recado.doors.api.roots")),
    path("", include("recado.doors.web.urls")),
]
