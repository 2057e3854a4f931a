"""Addresses of the site's door that the front passes on."""

from django.urls import URLPattern, path

from recado.doors.site.pages import files, forms, trying

urlpatterns: list[URLPattern] = [
    path("<slug:key>/files", files.files, name="site_files"),
    path("<slug:key>/files/<int:number>", files.file, name="site_file"),
    path("<slug:key>/try", trying.page, name="site_try"),
    path("<slug:key>/forms/<slug:name>", forms.form, name="site_form"),
    path("<slug:key>/forms/<slug:name>/thanks", forms.thanks, name="site_thanks"),
]
