"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("sessions.urls")),
    path("referentiel/", include("referentiel.urls")),
    path("admin/", admin.site.urls),
]
