"""``manage.py load_referentiel``."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from referentiel.models import Season, Stake

pytestmark = pytest.mark.django_db


def run(**options: object) -> str:
    told = io.StringIO()
    call_command("load_referentiel", stdout=told, **options)
    return told.getvalue()


def test_command_run_twice_says_that_nothing_changes() -> None:
    assert "72 fiche(s) créée(s)" in run()
    assert run() == "Référentiel : rien à changer.\n"


def test_command_names_what_it_keeps_and_restores_it_when_asked() -> None:
    run()
    Season.objects.filter(number=3).update(title="Un autre titre")
    assert "gardée malgré la différence avec le fichier : Saison 3" in run()
    assert "1 remise(s) à la valeur des fichiers" in run(overwrite=True)


def test_command_on_a_broken_directory_fails_clearly(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"rien n’a changé\. stakes\.json"):
        run(directory=tmp_path)
    assert not Stake.objects.exists()
