"""All addresses of the pages and the API."""

from django.urls import URLPattern, URLResolver, include, path

from recado.house.demo import guesting

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("recado.doors.api.urls")),
    path("", include("recado.doors.api.roots")),
    path("site/", include("recado.doors.site.urls")),
    path("", include("recado.doors.web.urls")),
]

if guesting.is_open():
    from recado.house.demo import entering

    urlpatterns.append(path("demo/<str:secret>", entering.enter))
