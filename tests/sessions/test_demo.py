"""The demonstration, and the commands that show it to who runs the server."""

import contextlib
import io
import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.test import Client
from jsonschema import Draft202012Validator
from pytest_django import Settings

from referentiel.commands.load import load_referentiel
from referentiel.demo import build_demo
from referentiel.demo.ateliers import NUMBER
from referentiel.models import Atelier, HeldSession, Territory
from sessions.actor import Actor, Role
from sessions.commands import sessions
from sessions.demo import find_demo
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.models import AtelierSession, Facilitator, Proposal, StakeReading
from sessions.models.proposal import LIVING
from tests.sessions.world import everything
from texts.wording import starts_with_infinitive


def run(name: str, *arguments: str) -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command(name, *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.fixture
def demo(db: None) -> AtelierSession:
    """The demonstration, built over the starting référentiel."""
    load_referentiel()
    run("demo_session", "--ensure")
    found = find_demo()
    assert found is not None
    return found


def test_demo_needs_the_referentiel(db: None) -> None:
    with pytest.raises(CommandError, match="load_referentiel"):
        run("demo_session", "--ensure")
    assert not AtelierSession.objects.exists()
    assert not Facilitator.objects.exists()


def test_demo_is_a_session_of_four_fictive_territories(demo: AtelierSession) -> None:
    """No real territory is made to say what it did not."""
    assert demo.territories.count() == 4
    assert not demo.territories.filter(is_example=False).exists()
    assert demo.season is not None
    assert demo.season.number == 1
    assert demo.is_open
    assert demo.current_step is not None
    assert demo.current_step.kind_key == "recits"
    for territory in Territory.objects.filter(pk__in=demo.territories.all()):
        assert demo.cards.filter(territory=territory).count() >= 2


def test_everything_in_the_demo_is_marked_as_an_example(demo: AtelierSession) -> None:
    assert demo.is_example
    assert not demo.cards.filter(is_example=False).exists()
    assert not demo.proposals.filter(is_example=False).exists()
    assert StakeReading.objects.filter(card__session=demo).count() >= 10
    # One of the four was merged into another one.
    assert Proposal.objects.filter(LIVING, session=demo).count() == 3


def test_balises_of_the_demo_are_worded_and_come_from_several_territories(
    demo: AtelierSession,
) -> None:
    for proposal in demo.proposals.all():
        assert starts_with_infinitive(proposal.statement)
        assert len({card.territory_id for card in proposal.cards.all()}) >= 2
        assert proposal.supports.count() >= 2


def test_demo_asked_for_again_is_kept_as_it_is(demo: AtelierSession) -> None:
    before = everything()
    assert "est gardée" in run("demo_session", "--ensure")
    assert everything() == before


def test_demo_has_a_fictive_season_whose_seances_go_on(
    stakes: None, tmp_path: Path, settings: Settings, client: Client
) -> None:
    """As `script/server` builds it. One test, since all of it takes seconds to build."""
    settings.MEDIA_ROOT = tmp_path
    build_demo()
    run("demo_session", "--ensure")
    examples = AtelierSession.objects.filter(is_example=True, season__number=NUMBER)
    held, following, crossed = examples.order_by("pk")
    check_marked(held, following, crossed)
    assert not held.is_open
    assert {card.carried_from for card in following.cards.all()} == {"", held.title}
    assert following.cards.exclude(edited_at=None).get().is_carried
    read = StakeReading.objects.filter(card__session=crossed)
    assert set(read.values_list("stake__referentiel", flat=True)) == {crossed.referentiel.pk}
    assert crossed.referentiel.is_example
    check_public(held, client)
    before = everything()
    assert "est gardée" in run("demo_session", "--ensure")
    assert everything() == before


def check_marked(*examples: AtelierSession) -> None:
    """Everything says that it is an example, and fictive territories tell it."""
    for session in examples:
        assert "exemple fictif" in session.title
        assert not session.cards.filter(is_example=False).exists()
        assert not session.territories.filter(is_example=False).exists()


def check_public(held: AtelierSession, client: Client) -> None:
    """The pages of the référentiel tell the held séance, and what came of it."""
    assert held.atelier is not None
    told = client.get(held.atelier.get_absolute_url()).content.decode()
    assert held.title in told
    assert "Confier la suite à plusieurs" in told
    assert held.code not in told
    place = client.get("/referentiel/territoires/sept-clochers/").content.decode()
    assert "Relire le récit à voix haute" in place


def test_demo_shows_each_way_to_vote_and_exports_it_as_the_schema_says(
    demo: AtelierSession,
) -> None:
    document = json.loads(FORMATS["json"].file(read_outcome(demo.code)))
    schema = Path(site.BASE_DIR) / "docs" / "export.schema.json"
    Draft202012Validator(json.loads(schema.read_text())).validate(document)
    dots, judgement, consent = document["polls"]
    assert [each["method"] for each in document["polls"]] == ["dots", "judgement", "consent"]
    assert {each["state"] for each in document["polls"]} == {"revealed"}
    assert dots["tables"]
    assert judgement["verdict"]["why"]
    (result,) = consent["results"]
    assert result["consented"]
    assert len(result["reserves"]) == 1
    assert set(consent["asked_texts"]) == {"concept", "method", "conditions", "counter_example"}
    assert document["discussions"]
    for key in ("html", "csv"):
        assert FORMATS[key].file(read_outcome(demo.code))


def test_demo_in_a_real_season_is_told_on_no_page(demo: AtelierSession, client: Client) -> None:
    leader = Actor(demo.pk, Role.FACILITATOR, demo.facilitators.get().pk)
    assert demo.season is not None
    atelier = Atelier.objects.create(season=demo.season, number=99, theme="Tenir le fil")
    AtelierSession.objects.filter(pk=demo.pk).update(atelier=atelier)
    sessions.close_session(leader, uuid4())
    assert not HeldSession.objects.filter(reference=demo.code).exists()


def test_what_is_missing_of_the_demo_is_built_once(demo: AtelierSession) -> None:
    before = AtelierSession.objects.count()
    run("demo_session")
    assert AtelierSession.objects.count() == before + 1
    assert "est gardée" in run("demo_session", "--ensure")


def test_facilitator_of_the_demo_has_no_password(demo: AtelierSession) -> None:
    facilitator = demo.facilitators.get()
    assert not facilitator.has_usable_password()
    assert not facilitator.is_superuser


def test_seats_of_the_demo_are_open_to_nobody(demo: AtelierSession) -> None:
    for seat in demo.participants.all():
        link = f"/s/{demo.code}/place/{seat.seat_fingerprint}/"
        assert Client().get(link).status_code == 404


def test_welcome_prints_links_that_work(demo: AtelierSession) -> None:
    printed = run_welcome()
    assert demo.spaced_code in printed
    links = [word for word in printed.split() if word.startswith(site.PUBLIC_URL)]
    join, enter, memory = (link.removeprefix(site.PUBLIC_URL) for link in links)
    browser = Client()
    assert browser.get(join, follow=True).status_code == 200
    assert browser.get(memory).status_code == 200
    assert browser.post(enter).status_code == 302
    assert browser.get(f"/s/{demo.code}/animation/").status_code == 200


def run_welcome() -> str:
    """`welcome` draws with rich, on the real standard output."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        call_command("welcome")
    return out.getvalue()


def test_welcome_without_a_demo_leads_to_the_referentiel(db: None) -> None:
    printed = run_welcome()
    assert "/referentiel/" in printed
    assert "login_link" in printed


def test_login_link_opens_the_account_that_it_makes(db: None) -> None:
    link = run("login_link", "Zoe@exemple.fr", "--name", "Zoé").strip()
    account = Facilitator.objects.get()
    assert (account.email, account.name) == ("zoe@exemple.fr", "Zoé")
    browser = Client()
    assert browser.post(link).status_code == 302
    assert browser.get("/seances/").status_code == 200
    assert run("login_link", "zoe@exemple.fr").strip() != link
    assert Facilitator.objects.count() == 1


@pytest.mark.parametrize("email", ["", "zoe", "zoe@", "zoe@exemple.fr, bob@exemple.fr"])
def test_login_link_for_no_address_is_refused(db: None, email: str) -> None:
    with pytest.raises(CommandError):
        run("login_link", email)
    assert not Facilitator.objects.exists()
