"""Exports say where a proposal goes on: the balise that it became, the one that it amends, the text that was tested."""

import io
import json
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from sessions.audience import Audience, AudienceRole
from sessions.commands.promotions import remember_amendment, remember_proposal
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.fragments.boards import render_board
from sessions.models import Facilitator
from tests.factories import make_room
from tests.sessions.world import World, begin_amendment, build_world

AMENDED = "Tenir le fil, même l’été"


@pytest.fixture
def world(stakes: None, alice: Facilitator) -> World:
    room = make_room(alice)
    made = build_world(room, room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené"))
    begin_amendment(made)
    room.session.trials.update(edition=3)
    remember_proposal(room.leader, uuid4(), made.proposal.pk)
    return made


def export(world: World, key: str) -> bytes:
    return FORMATS[key].file(read_outcome(world.room.session.code))


def take(world: World) -> None:
    remember_amendment(world.room.leader, uuid4(), world.id_of("amendment"), agreed=True)


def test_json_names_balise_address_version_edition_and_amendment(world: World) -> None:
    schema = json.loads((Path(settings.BASE_DIR) / "docs" / "export.schema.json").read_text())
    validator = Draft202012Validator(schema)
    document = json.loads(export(world, "json"))
    validator.validate(document)
    assert document["proposals"][1]["taken"] is None
    take(world)
    document = json.loads(export(world, "json"))
    validator.validate(document)
    first, amendment = document["proposals"]
    (trial,) = document["trials"]
    site = f"{settings.PUBLIC_URL}/referentiel/balises"
    assert first["taken"] == {
        "balise": "faire-parler-d-abord",
        "address": f"{site}/faire-parler-d-abord/",
        "version": 1,
    }
    assert amendment["amends"] == trial["id"]
    assert amendment["taken"]["version"] == 2
    assert (trial["version"], trial["edition"], trial["amendments"]) == (1, 3, [amendment["id"]])
    assert trial["address"] == f"{site}/tenir-le-fil/"


def test_compte_rendu_says_it_in_sentences(world: World) -> None:
    told = export(world, "html").decode()
    assert "Amendement proposé" in told
    assert "Amendement de «\N{NO-BREAK SPACE}Tenir le fil\N{NO-BREAK SPACE}», version 1" in told
    take(world)
    told = export(world, "html").decode()
    assert "devenu la version 2" in told
    assert "Version 1, édition 3" in told
    assert f"{settings.PUBLIC_URL}/referentiel/balises/faire-parler-d-abord/" in told


def test_tables_join_amendments_to_trials(world: World) -> None:
    take(world)
    files = zipfile.ZipFile(io.BytesIO(export(world, "csv")))
    table = files.read("balises.csv").decode("utf-8-sig").splitlines()
    assert "referentiel_balise;referentiel_adresse;referentiel_version" in table[0]
    assert "/referentiel/balises/tenir-le-fil/;2" in table[2]
    trials = files.read("epreuves.csv").decode("utf-8-sig").splitlines()
    assert trials[0] == "epreuve_id;balise;formulation;version;edition;adresse"


def test_hidden_amendment_is_not_in_the_compte_rendu(world: World) -> None:
    world.room.session.proposals.filter(amends__isnull=False).update(hidden_at="2026-11-23T10:00Z")
    assert AMENDED not in export(world, "html").decode()


def test_board_without_its_panel_loads_no_trial(world: World) -> None:
    session = world.room.session
    world.room.go_to("vote")
    session.refresh_from_db()

    def queries() -> str:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            render_board(session, Audience(AudienceRole.PARTICIPANTS))
        return str([query["sql"] for query in seen.captured_queries])

    assert "ateliers_territoryanswer" in queries()
    session.steps.filter(kind_key="epreuve").update(kind_key="recits")
    assert "ateliers_territoryanswer" not in queries()
