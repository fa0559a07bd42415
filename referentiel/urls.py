"""Addresses of the référentiel."""

from django.urls import path

from referentiel.views import balise_forms, balises
from referentiel.views.overview import overview
from referentiel.views.seasons import season_page
from referentiel.views.territories import territory_page

app_name = "referentiel"

urlpatterns = [
    path("", overview, name="overview"),
    path("balises/", balises.balise_list, name="balises"),
    path("balises/nouvelle/", balise_forms.balise_new, name="balise-new"),
    path("balises/<slug:slug>/", balises.balise_page, name="balise"),
    path("balises/<slug:slug>/provenance/", balises.provenance_page, name="balise-provenance"),
    path("balises/<slug:slug>/versions/", balises.versions_page, name="balise-versions"),
    path("balises/<slug:slug>/reformuler/", balise_forms.balise_rewording, name="balise-rewording"),
    path("balises/<slug:slug>/etat/", balise_forms.balise_move, name="balise-move"),
    path("balises/<slug:slug>/reunir/", balise_forms.balise_merge, name="balise-merge"),
    path("balises/<slug:slug>/diviser/", balise_forms.balise_split, name="balise-split"),
    path("saisons/<int:number>/", season_page, name="season"),
    path("territoires/<slug:slug>/", territory_page, name="territory"),
]
