"""`manage.py welcome`: what `script/server` prints once the site answers: links, codes, QR codes."""

import io
from typing import Any

import segno
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from rich.console import Console
from rich.panel import Panel

from sessions.demo import find_demo
from sessions.fragments.boards import join_url
from sessions.login_links import login_link


class Command(BaseCommand):
    help = "Affiche les liens, et le code et le QR de la séance de démonstration s’il y en a une."

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(highlight=False)
        session = find_demo()
        if session is None:
            _print_memory(console)
            console.print("Animer : manage.py login_link ADRESSE donne un premier lien.")
            return
        facilitator = session.facilitators.order_by("pk").first()
        if facilitator is None:
            raise CommandError("La séance de démonstration n’a plus d’animation.")
        words = f"{session.title}\nCode : {session.spaced_code}"
        console.print(Panel(words, title="Villes pairs", border_style="green", expand=False))
        join = join_url(session)
        _print_link(console, "Participer, depuis un téléphone ou un autre navigateur :", join)
        # Its blocks are signs of Unicode alone.
        if console.encoding.startswith("utf"):
            console.print(_qr(join))
        enter = login_link(facilitator)
        _print_link(console, "Animer (lien à usage unique, valable 24 heures) :", enter)
        _print_memory(console)
        console.print(
            "Arrêter : Ctrl+C. Un nouveau lien : relancer, ou manage.py login_link EMAIL."
        )


def _print_memory(console: Console) -> None:
    memory = settings.PUBLIC_URL + reverse("referentiel:overview")
    _print_link(console, "Lire le référentiel :", memory)


def _print_link(console: Console, words: str, address: str) -> None:
    """Never wrapped: a link broken over two lines cannot be clicked or copied."""
    console.print(words)
    console.print(f"  {address}\n", style="bold", soft_wrap=True)


def _qr(address: str) -> str:
    drawing = io.StringIO()
    segno.make(address, error="l").terminal(out=drawing, compact=True, border=1)
    return drawing.getvalue()
