"""The addresses of séances. POSTs go to nouns: `etapes/3/ouverture/`, one view per command."""

from django.contrib.auth.views import LogoutView
from django.urls import path, re_path

from sessions.views import (
    accounts,
    cards,
    crawlers,
    doors,
    exports,
    health,
    live_pages,
    people,
    polls,
    proposals,
    readings,
    sessions,
    steps,
)

app_name = "ateliers"

urlpatterns = [
    path("", doors.home, name="home"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("connexion/", accounts.Login.as_view(), name="login"),
    path("connexion/lien/<str:account>/<str:token>/", accounts.login_link, name="login-link"),
    path("connexion/mot-de-passe/", accounts.password, name="password"),
    path("admin/login/", accounts.admin_login, name="admin-login"),
    path("admin/password_change/", accounts.admin_password, name="admin-password"),
    path("deconnexion/", LogoutView.as_view(), name="logout"),
    path("seances/", sessions.session_list, name="session-list"),
    path("seances/nouvelle/", sessions.session_new, name="session-new"),
    path("cartes.css", cards.card_signs, name="card-signs"),
    path("s/<str:code>/", live_pages.room, name="room"),
    path("s/<str:code>/rejoindre/", doors.join, name="join"),
    path("s/<str:code>/porte/", doors.door, name="door"),
    path("s/<str:code>/place/<str:key>/", doors.seat, name="seat"),
    path("s/<str:code>/qr.svg", doors.qr, name="qr"),
    path("s/<str:code>/ma-place.svg", doors.seat_qr, name="seat-qr"),
    path("s/<str:code>/animation/", live_pages.cockpit, name="cockpit"),
    path("s/<str:code>/ecran/", live_pages.projector, name="projector"),
    path("s/<str:code>/ecran/lien/", sessions.screen_link, name="screen-link"),
    path("s/<str:code>/suite/", live_pages.news, name="news"),
    path("s/<str:code>/presences/", people.presences, name="presences"),
    path("s/<str:code>/exports/<str:format_key>", exports.export, name="export"),
    path("s/<str:code>/preparation/", sessions.session_edit, name="session-edit"),
    path("s/<str:code>/ouverture/", sessions.session_opening, name="session-opening"),
    path("s/<str:code>/cloture/", sessions.session_closing, name="session-closing"),
    path("s/<str:code>/etapes/<int:pk>/ouverture/", steps.step_opening, name="step-opening"),
    path(
        "s/<str:code>/participants/<int:pk>/territoire/",
        people.participant_territory,
        name="participant-territory",
    ),
    path(
        "s/<str:code>/participants/<int:pk>/retrait/",
        people.participant_removal,
        name="participant-removal",
    ),
    path(
        "s/<str:code>/participants/<int:pk>/effacement/",
        people.participant_erasure,
        name="participant-erasure",
    ),
    path("s/<str:code>/cartes/", cards.card_new, name="card-new"),
    path("s/<str:code>/cartes/<int:pk>/", cards.card, name="card"),
    path("s/<str:code>/cartes/<int:pk>/suppression/", cards.card_removal, name="card-removal"),
    path("s/<str:code>/cartes/<int:pk>/visibilite/", cards.card_visibility, name="card-visibility"),
    path("s/<str:code>/cartes/<int:pk>/lecture/", readings.card_reading, name="card-reading"),
    path("s/<str:code>/balises/", proposals.proposal_new, name="proposal-new"),
    path("s/<str:code>/balises/<int:pk>/", proposals.proposal, name="proposal"),
    path(
        "s/<str:code>/balises/<int:pk>/soutien/",
        proposals.proposal_support,
        name="proposal-support",
    ),
    path(
        "s/<str:code>/balises/<int:pk>/visibilite/",
        proposals.proposal_visibility,
        name="proposal-visibility",
    ),
    path("s/<str:code>/votes/", polls.poll_opening, name="poll-opening"),
    path("s/<str:code>/votes/<int:pk>/cloture/", polls.poll_closing, name="poll-closing"),
    path("s/<str:code>/votes/<int:pk>/reouverture/", polls.poll_reopening, name="poll-reopening"),
    path("s/<str:code>/votes/<int:pk>/devoilement/", polls.poll_reveal, name="poll-reveal"),
    path("s/<str:code>/votes/<int:pk>/bulletin/", polls.ballot, name="ballot"),
    # « (voir https://…/s/ABCD2345/). »: what a message put behind a link.
    re_path(r"^(?P<address>s/[\w-]+/(?:[\w-]+/)*)[^\w/]+/?$", doors.untrimmed, name="untrimmed"),
]
