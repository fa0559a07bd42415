"""What the files say is what is remembered; what people edited stays."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from referentiel.commands.load import DIRECTORY, LoadError, LoadReport, load_referentiel
from referentiel.models import (
    Atelier,
    Collective,
    Guest,
    Organisation,
    Resource,
    Season,
    Stake,
    Talk,
    Territory,
)

Edit = Callable[[list[dict[str, Any]]], Any]

COLLECTIVES: dict[int, dict[str, set[str]]] = {
    1: {"Malaunay": set(), "Le Mené": set(), "Grande-Synthe": set(), "Loos-en-Gohelle": set()},
    2: {
        "L’Île-Saint-Denis": {"EPT Plaine Commune"},
        "Montreuil": set(),
        "Région Centre-Val de Loire": set(),
        "Ville de Paris": set(),
        "Ville d’Eybens": set(),
        "Aful de la Chantrerie": set(),
        "Vent d’Ouest": set(),
        "Université catholique de Lille": set(),
    },
    3: {
        "SMICVAL": set(),
        "Ville de Lens": {"Dalkia"},
        "Conseil départemental du Puy-de-Dôme": {"Colas"},
        "Ville et agglomération de Lorient": {
            "ALOEN",
            "Crédit Coopératif",
            "Biocoop",
            "Optim’Ism",
        },
        "Métropole du Grand Lyon": {
            "Syndicat professionnel des entreprises de gestion des déchets",
            "Fédération des entreprises d’insertion",
        },
    },
}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the files, to be broken."""
    return Path(shutil.copytree(DIRECTORY, tmp_path / "files"))


def rewrite(path: Path, edit: Edit) -> None:
    rows = json.loads(path.read_text(encoding="utf-8"))
    edit(rows)
    path.write_text(json.dumps(rows), encoding="utf-8")


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_season_has_exactly_the_collectives_and_guests_of_the_source(number: int) -> None:
    found = {
        collective.name: {guest.name for guest in collective.guests.all()}
        for collective in Collective.objects.filter(season__number=number)
    }
    assert found == COLLECTIVES[number]


@pytest.mark.usefixtures("loaded")
def test_collectives_keep_the_order_of_the_source() -> None:
    names = [collective.name for collective in Collective.objects.all()]
    assert names == [name for season in COLLECTIVES.values() for name in season]


@pytest.mark.usefixtures("loaded")
def test_seasons_have_their_periods_and_pilots() -> None:
    assert [season.period for season in Season.objects.all()] == [
        "de septembre 2018 à mars 2019",
        "de septembre 2019 à janvier 2020",
        "de décembre 2020 à juin 2021",
    ]
    pilots = {
        season.number: {pilot.name for pilot in season.pilots.all()}
        for season in Season.objects.all()
    }
    assert pilots == {1: {"Ville de Loos-en-Gohelle", "ATEMIS"}, 2: set(), 3: set()}


@pytest.mark.usefixtures("loaded")
def test_stakes_are_the_four_in_the_order_of_the_source() -> None:
    assert list(Stake.objects.values_list("pk", flat=True)) == [
        "engagement",
        "cooperation",
        "integration",
        "value",
    ]


@pytest.mark.usefixtures("loaded")
def test_resources_have_their_kind_duration_and_speakers() -> None:
    described = Resource.objects.values_list("season__number", "kind", "duration_minutes")
    assert list(described) == [
        (1, "referentiel", None),
        (1, "film", None),
        (2, "film", 25),
        (2, "teaser", 6),
        (2, "film", None),
        (2, "talk", 25),
        (2, "talk", None),
        (3, "document", None),
    ]
    speakers = Resource.objects.exclude(speakers="").values_list("speakers", flat=True)
    assert [line.split(",")[0] for line in speakers] == ["Stéphane Berdoulet", "Céline Tcherkassky"]


@pytest.mark.usefixtures("loaded")
def test_everything_loaded_passes_its_own_validation() -> None:
    for model in (
        Stake,
        Organisation,
        Territory,
        Season,
        Collective,
        Guest,
        Atelier,
        Talk,
        Resource,
    ):
        for remembered in model.objects.all():
            remembered.full_clean()


def test_load_again_changes_nothing(loaded: LoadReport) -> None:
    again = load_referentiel()
    assert (again.created, again.restored, again.kept) == (0, 0, [])
    assert again.unchanged == loaded.created


@pytest.mark.usefixtures("loaded")
def test_load_keeps_what_was_edited_and_names_it() -> None:
    Season.objects.filter(number=2).update(title="Un autre titre")
    Guest.objects.filter(organisation__slug="dalkia").update(role="Chauffe la ville")
    report = load_referentiel()
    assert report.kept == ["Saison 2", "Dalkia"]
    assert Season.objects.get(number=2).title == "Un autre titre"
    assert Guest.objects.get(organisation__slug="dalkia").role == "Chauffe la ville"


@pytest.mark.usefixtures("loaded")
def test_load_with_overwrite_restores_the_values_of_the_files() -> None:
    Season.objects.filter(number=2).update(title="Un autre titre")
    Collective.objects.get(territory__slug="lens").guests.clear()
    report = load_referentiel(overwrite=True)
    assert (report.created, report.restored, report.kept) == (1, 1, [])
    assert Season.objects.get(number=2).title == "Le référentiel à l’épreuve"
    assert Collective.objects.get(territory__slug="lens").guests.get().name == "Dalkia"


@pytest.mark.usefixtures("loaded")
def test_load_leaves_what_the_files_do_not_know(territory: Territory) -> None:
    load_referentiel(overwrite=True)
    assert Territory.objects.filter(pk=territory.pk).exists()


@pytest.mark.usefixtures("loaded")
def test_load_leaves_out_what_was_removed_until_it_is_told_to_overwrite() -> None:
    Resource.objects.get(slug="saison-1-film").delete()
    report = load_referentiel()
    assert (report.created, report.removed) == (0, 1)
    assert not Resource.objects.filter(slug="saison-1-film").exists()
    assert load_referentiel(overwrite=True).created == 1
    assert Resource.objects.filter(slug="saison-1-film").exists()


@pytest.mark.usefixtures("loaded")
def test_load_keeps_an_organisation_that_was_renamed() -> None:
    Organisation.objects.filter(slug="colas").update(name="Colas France")
    assert load_referentiel().created == 0
    assert not Organisation.objects.filter(name="Colas").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "edit", "message"),
    [
        ("seasons.json", lambda rows: rows[1].pop("number"), r"ligne 2 : il manque « number »"),
        ("seasons.json", lambda rows: rows[0].pop("title"), r"ligne 1 : title"),
        ("seasons.json", lambda rows: rows[0].update(colour="red"), r"ligne 1 : .*colour"),
        ("seasons.json", lambda rows: rows[0].update(starts_on="hier"), r"ligne 1 : .*hier"),
        ("seasons.json", lambda rows: rows[0].update(starts_on="2018-09-02"), r"starts_on"),
        ("seasons.json", lambda rows: rows[0].update(ends_on="2017-01-01"), r"ligne 1 : "),
        ("seasons.json", lambda rows: rows[0].update(pilots=["nobody"]), r"« nobody » introuv"),
        ("seasons.json", lambda rows: rows[0].update(pilots=3), r"ligne 1 : "),
        ("seasons.json", lambda rows: rows[0].update(collectives=[]), r"« collectives » ne se"),
        ("collectives.json", lambda rows: rows[0].update(season=12), r"saison « 12 » introuvable"),
        ("collectives.json", lambda rows: rows[4].update(season=[]), r"ligne 5 : "),
        ("territories.json", lambda rows: rows[0].update(kind="planet"), r"ligne 1 : kind"),
        (
            "talks.json",
            lambda rows: rows[0].update(atelier=[2, 9]),
            r"atelier « \[2, 9\] » introuv",
        ),
        ("talks.json", lambda rows: rows[0].update(atelier=[9, 1]), r"saison « 9 » introuvable"),
        ("talks.json", lambda rows: rows[1].update(atelier=[2]), r"ligne 2 : "),
        ("talks.json", lambda rows: rows[1].update(atelier=3), r"ligne 2 : "),
        ("resources.json", lambda rows: rows[0].update(atelier=[2, 3]), r"ligne 1 : atelier"),
        ("stakes.json", lambda rows: rows.append("value"), r"stakes.json : une liste d’objets"),
    ],
)
def test_load_of_a_wrong_row_says_where_and_changes_nothing(
    copied: Path, file: str, edit: Edit, message: str
) -> None:
    rewrite(copied / file, edit)
    with pytest.raises(LoadError, match=message) as refusal:
        load_referentiel(directory=copied)
    assert file in str(refusal.value)
    assert not Stake.objects.exists()


@pytest.mark.django_db
def test_load_of_a_file_that_is_no_json_names_it(copied: Path) -> None:
    (copied / "territories.json").write_text("[{", encoding="utf-8")
    with pytest.raises(LoadError, match=r"territories\.json"):
        load_referentiel(directory=copied)
    assert not Stake.objects.exists()


@pytest.mark.django_db
def test_load_without_a_file_names_it(copied: Path) -> None:
    (copied / "resources.json").unlink()
    with pytest.raises(LoadError, match=r"resources\.json"):
        load_referentiel(directory=copied)
    assert not Stake.objects.exists()
