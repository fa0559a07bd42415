"""Addresses of the référentiel."""

from django.urls import path

from referentiel.views import (
    ateliers,
    balise_forms,
    balises,
    collectives,
    crossing_forms,
    crossings,
    edition_forms,
    editions,
    import_forms,
    naming_forms,
    organisations,
    referentiels,
    resource_forms,
    resources,
    season_forms,
    territory_forms,
)
from referentiel.views.overview import overview
from referentiel.views.search import search_page
from referentiel.views.seasons import season_page
from referentiel.views.territories import territory_page
from referentiel.views.trajectories import trajectory_withdrawal

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
    path("editions/", editions.edition_list, name="editions"),
    path("editions/flux.xml", editions.edition_feed, name="edition-feed"),
    path("editions/comparer/", editions.edition_comparison, name="edition-comparison"),
    path("editions/projets/", edition_forms.draft_list, name="edition-drafts"),
    path("editions/projets/nouveau/", edition_forms.draft_new, name="edition-draft-new"),
    path("editions/projets/<int:draft>/", edition_forms.draft_page, name="edition-draft"),
    path(
        "editions/projets/<int:draft>/publier/",
        edition_forms.draft_publication,
        name="edition-publication",
    ),
    path(
        "editions/projets/<int:draft>/supprimer/",
        edition_forms.draft_removal,
        name="edition-draft-removal",
    ),
    path("editions/<int:number>/", editions.edition_page, name="edition"),
    path("editions/<int:number>/<slug:form>/", editions.edition_file, name="edition-file"),
    path(
        "editions/<int:number>/signataires/retrait/",
        edition_forms.signatory_erasure,
        name="edition-erasure",
    ),
    path("croisements/", crossings.crossing_list, name="crossings"),
    path("croisements/importer/", import_forms.import_new, name="import-new"),
    path("croisements/importer/<int:draft>/", import_forms.import_preview, name="import-preview"),
    path(
        "croisements/importer/<int:draft>/abandonner/",
        import_forms.import_removal,
        name="import-removal",
    ),
    path("croisements/referentiels/<int:number>/", import_forms.imported_page, name="imported"),
    path(
        "croisements/referentiels/<int:number>/retirer/",
        import_forms.imported_removal,
        name="imported-removal",
    ),
    path("croisements/nouveau/", crossing_forms.crossing_new, name="crossing-new"),
    path("croisements/<int:number>/", crossings.crossing_page, name="crossing"),
    path(
        "croisements/<int:number>/entrees/<int:entry>/",
        crossing_forms.entry_decision,
        name="crossing-entry",
    ),
    path(
        "croisements/<int:number>/decisions/<int:decision>/defaire/",
        crossing_forms.decision_undoing,
        name="crossing-undoing",
    ),
    path("croisements/<int:number>/enjeux/", naming_forms.stake_list, name="crossing-stakes"),
    path(
        "croisements/<int:number>/enjeux/nouveau/",
        naming_forms.stake_new,
        name="crossing-stake-new",
    ),
    path(
        "croisements/<int:number>/enjeux/<int:stake>/",
        naming_forms.stake_change,
        name="crossing-stake",
    ),
    path(
        "croisements/<int:number>/enjeux/<int:stake>/monter/",
        naming_forms.stake_rise,
        name="crossing-stake-rise",
    ),
    path(
        "croisements/<int:number>/enjeux/<int:stake>/retirer/",
        naming_forms.stake_removal,
        name="crossing-stake-removal",
    ),
    path(
        "croisements/<int:number>/resultat/", naming_forms.crossing_result, name="crossing-result"
    ),
    path("referentiels/", referentiels.referentiel_list, name="referentiels"),
    path("referentiels/nouveau/", referentiels.referentiel_new, name="referentiel-new"),
    path("referentiels/<slug:slug>/", referentiels.referentiel_page, name="referentiel"),
    path(
        "referentiels/<slug:slug>/modifier/",
        referentiels.referentiel_change,
        name="referentiel-change",
    ),
    path("referentiels/<slug:slug>/ordre/", referentiels.stake_order, name="stake-order"),
    path("referentiels/<slug:slug>/enjeux/nouveau/", referentiels.stake_new, name="stake-new"),
    path(
        "referentiels/<slug:slug>/enjeux/<slug:key>/",
        referentiels.stake_change,
        name="stake-change",
    ),
    path(
        "referentiels/<slug:slug>/enjeux/<slug:key>/retirer/",
        referentiels.stake_retirement,
        name="stake-retirement",
    ),
    path(
        "referentiels/<slug:slug>/enjeux/<slug:key>/remettre/",
        referentiels.stake_restoration,
        name="stake-restoration",
    ),
    path("recherche/", search_page, name="search"),
    path("saisons/nouvelle/", season_forms.season_new, name="season-new"),
    path("saisons/<int:number>/", season_page, name="season"),
    path("saisons/<int:number>/modifier/", season_forms.season_change, name="season-change"),
    path("saisons/<int:number>/retirer/", season_forms.season_removal, name="season-removal"),
    path("saisons/<int:number>/historique/", season_forms.season_history, name="season-history"),
    path(
        "saisons/<int:number>/collectifs/nouveau/",
        collectives.collective_new,
        name="collective-new",
    ),
    path(
        "saisons/<int:number>/collectifs/<slug:slug>/",
        collectives.collective_page,
        name="collective",
    ),
    path(
        "saisons/<int:number>/collectifs/<slug:slug>/modifier/",
        collectives.collective_change,
        name="collective-change",
    ),
    path(
        "saisons/<int:number>/collectifs/<slug:slug>/retirer/",
        collectives.collective_removal,
        name="collective-removal",
    ),
    path(
        "saisons/<int:number>/collectifs/<slug:slug>/invites/nouveau/",
        collectives.guest_new,
        name="guest-new",
    ),
    path(
        "saisons/<int:number>/collectifs/<slug:slug>/invites/<int:guest>/",
        collectives.guest_change,
        name="guest-change",
    ),
    path(
        "saisons/<int:number>/collectifs/<slug:slug>/invites/<int:guest>/retirer/",
        collectives.guest_removal,
        name="guest-removal",
    ),
    path("saisons/<int:number>/acces/<str:key>/", resources.season_link, name="season-access"),
    path(
        "saisons/<int:number>/lien/", resource_forms.season_link_renewal, name="season-link-renewal"
    ),
    path("saisons/<int:number>/ateliers/nouveau/", ateliers.atelier_new, name="atelier-new"),
    path("saisons/<int:number>/ateliers/<int:atelier>/", ateliers.atelier_page, name="atelier"),
    path(
        "saisons/<int:number>/ateliers/<int:atelier>/modifier/",
        ateliers.atelier_change,
        name="atelier-change",
    ),
    path(
        "saisons/<int:number>/ateliers/<int:atelier>/interventions/nouvelle/",
        ateliers.talk_new,
        name="talk-new",
    ),
    path(
        "saisons/<int:number>/ateliers/<int:atelier>/interventions/<int:talk>/",
        ateliers.talk_change,
        name="talk-change",
    ),
    path(
        "saisons/<int:number>/ateliers/<int:atelier>/retirer/",
        ateliers.atelier_removal,
        name="atelier-removal",
    ),
    path(
        "saisons/<int:number>/ateliers/<int:atelier>/interventions/<int:talk>/retirer/",
        ateliers.talk_removal,
        name="talk-removal",
    ),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/nouvelle/", organisations.organisation_new, name="organisation-new"),
    path(
        "organisations/<slug:slug>/modifier/",
        organisations.organisation_change,
        name="organisation-change",
    ),
    path(
        "organisations/<slug:slug>/retirer/",
        organisations.organisation_removal,
        name="organisation-removal",
    ),
    path(
        "organisations/<slug:slug>/historique/",
        organisations.organisation_history,
        name="organisation-history",
    ),
    path("ressources/", resources.resource_list, name="resources"),
    path("ressources/nouvelle/", resource_forms.resource_new, name="resource-new"),
    path("ressources/<slug:slug>/", resources.resource_page, name="resource"),
    path(
        "ressources/<slug:slug>/telecharger/", resources.resource_download, name="resource-download"
    ),
    path("ressources/<slug:slug>/apercu/", resources.resource_preview, name="resource-preview"),
    path(
        "ressources/<slug:slug>/modifier/", resource_forms.resource_change, name="resource-change"
    ),
    path("ressources/<slug:slug>/fichier/", resource_forms.resource_file, name="resource-file"),
    path(
        "ressources/<slug:slug>/retirer/", resource_forms.resource_removal, name="resource-removal"
    ),
    path("territoires/nouveau/", territory_forms.territory_new, name="territory-new"),
    path("territoires/<slug:slug>/", territory_page, name="territory"),
    path(
        "territoires/<slug:slug>/trajectoires/<int:trajectory>/retirer/",
        trajectory_withdrawal,
        name="trajectory-withdrawal",
    ),
    path(
        "territoires/<slug:slug>/modifier/",
        territory_forms.territory_change,
        name="territory-change",
    ),
    path(
        "territoires/<slug:slug>/retirer/",
        territory_forms.territory_removal,
        name="territory-removal",
    ),
    path(
        "territoires/<slug:slug>/historique/",
        territory_forms.territory_history,
        name="territory-history",
    ),
]
