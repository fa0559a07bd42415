"""Addresses of the référentiel."""

from django.urls import path

from referentiel.views.overview import overview
from referentiel.views.seasons import season_page
from referentiel.views.territories import territory_page

app_name = "referentiel"

urlpatterns = [
    path("", overview, name="overview"),
    path("saisons/<int:number>/", season_page, name="season"),
    path("territoires/<slug:slug>/", territory_page, name="territory"),
]
