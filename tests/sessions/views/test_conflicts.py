"""I26: of two people who correct one text, the second sees the other's beside their own, and decides."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.utils.html import strip_tags

from referentiel.commands.territories import add_territory
from sessions.commands import participants
from sessions.models import AtelierSession, Ballot, JournalEntry, Proposal, StakeReading
from sessions.models import TrajectoryCard as Card
from tests.sessions.commands.moments import hide_card
from tests.sessions.views.live_page import send
from tests.sessions.views.stale_pages import Still
from tests.sessions.world import World, begin_merge, everything, merge_two


def editors(world: World, where: str) -> tuple[Still, Still]:
    """The form in the browsers of Bob and of Alice, drawn at the same moment."""
    address = f"/s/{world.room.session.code}/{where}"
    return Still(world.bob.browser(), address), Still(world.room.leader_browser(), address)


def names(world: World, seq: int) -> list[str]:
    """What the journal says since."""
    entries = JournalEntry.objects.filter(session=world.room.session, seq__gt=seq)
    return [entry.event for entry in entries]


def head(world: World) -> int:
    return AtelierSession.objects.get(pk=world.room.session.pk).last_seq


@pytest.fixture
def at_reading(world: World) -> World:
    """Where authors and the facilitator may both correct cards."""
    world.room.go_to("lecture")
    return world


def test_card_corrected_by_two_keeps_both_texts_in_sight(at_reading: World) -> None:
    world = at_reading
    bob, alice = editors(world, f"cartes/{world.card.pk}/")
    assert alice.press("Enregistrer", title="Le terril jumeau", kind="appui").status_code == 200
    after = everything()
    refused = bob.press("Enregistrer", title="Notre terril", text="<b>Récit</b> de Bob")
    assert refused.status_code == 422
    assert everything() == after
    bob.show(refused)
    assert bob.theirs() == ["Appui", "Le terril jumeau", "(rien)"]
    assert "Entre-temps" in bob.document.text_content()
    assert (bob.typed("title"), bob.typed("text").strip()) == (
        "Notre terril",
        "<b>Récit</b> de Bob",
    )
    assert bob.press("Enregistrer").status_code == 200
    kept = Card.objects.get(pk=world.card.pk)
    assert (kept.title, kept.text, kept.version) == ("Notre terril", "<b>Récit</b> de Bob", 3)


def test_card_corrected_a_third_time_while_two_are_compared(at_reading: World) -> None:
    world = at_reading
    bob, alice = editors(world, f"cartes/{world.card.pk}/")
    alice.press("Enregistrer", title="Le terril jumeau")
    bob.show(bob.press("Enregistrer", title="Notre terril"))
    third = editors(world, f"cartes/{world.card.pk}/")[1]
    third.press("Enregistrer", title="Les deux terrils")
    refused = bob.press("Enregistrer")
    assert refused.status_code == 422
    bob.show(refused)
    assert bob.theirs() == ["Les deux terrils"]


def test_error_in_a_field_does_not_pass_for_a_decision(at_reading: World) -> None:
    """The form that comes back with an error is drawn for what it was drawn for before."""
    world = at_reading
    bob, alice = editors(world, f"cartes/{world.card.pk}/")
    alice.press("Enregistrer", title="Le terril jumeau")
    bob.show(bob.press("Enregistrer", title="Notre terril", moment="jadis"))
    assert bob.theirs() == []
    refused = bob.press("Enregistrer", moment="1986")
    assert refused.status_code == 422
    bob.show(refused)
    assert bob.theirs() == ["Le terril jumeau"]


def test_same_correction_twice_is_one(at_reading: World) -> None:
    world = at_reading
    bob, alice = editors(world, f"cartes/{world.card.pk}/")
    at = head(world)
    for page in (bob, bob, alice):
        assert page.press("Enregistrer", title="Le terril jumeau").status_code == 200
    assert names(world, at) == ["card_edited"]


def test_correction_sent_again_by_the_outbox_is_taken_alike(at_reading: World) -> None:
    world = at_reading
    bob, _ = editors(world, f"cartes/{world.card.pk}/")
    operation = str(uuid4())
    first = bob.press("Enregistrer", title="Notre terril", operation=operation)
    editors(world, f"cartes/{world.card.pk}/")[1].press("Enregistrer", title="Le terril jumeau")
    after = everything()
    again = bob.press("Enregistrer", title="Notre terril", operation=operation)
    assert (again.status_code, again.content) == (first.status_code, first.content) == (200, b"")
    assert again.headers["HX-Trigger"] == first.headers["HX-Trigger"]
    assert everything() == after


@pytest.mark.parametrize("seen", ["", "0", "-1", "x", "9" * 5000, "2.0", "é"])
def test_odd_version_never_overwrites(at_reading: World, seen: str) -> None:
    world = at_reading
    before = Card.objects.get(pk=world.card.pk).title
    where = f"cartes/{world.card.pk}/"
    answer = send(world.bob.browser(), world, where, kind="etape", title="Autre", seen=seen)
    kept = Card.objects.get(pk=world.card.pk).title
    # A form without a version comes from a page older than versions.
    assert (answer.status_code, kept) == ((200, "Autre") if not seen else (422, before))


def test_balise_reworded_by_two_keeps_both_in_sight_but_no_hidden_card(world: World) -> None:
    world.room.go_to("emergence")
    bob, alice = editors(world, f"balises/{world.proposal.pk}/")
    chosen = [world.card.pk, world.chloes_card.pk]
    assert alice.press("Enregistrer", statement="Donner la parole", cards=chosen).status_code == 200
    hide_card(world)
    refused = bob.press("Enregistrer", statement="Faire parler")
    assert refused.status_code == 422
    bob.show(refused)
    # Only the words that both changed are in conflict: the cards that Alice chose are in the form already.
    assert bob.theirs() == ["Donner la parole"]
    assert "mêmes mots" in bob.document.text_content()
    assert "Le terril" not in refused.content.decode()
    assert bob.typed("statement").strip() == "Faire parler"
    assert bob.press("Enregistrer").status_code == 200
    kept = Proposal.objects.get(pk=world.proposal.pk)
    assert (kept.statement, kept.version) == ("Faire parler", 3)
    assert set(kept.cards.all()) == {world.card, world.chloes_card}


def test_balise_that_two_people_write_keeps_the_words_of_both(world: World) -> None:
    world.room.go_to("emergence")
    address = f"/s/{world.room.session.code}/balises/{world.proposal.pk}/"
    bob, chloe = Still(world.bob.browser(), address), Still(world.chloe.browser(), address)
    assert chloe.press("Enregistrer", concept="Un récit se partage.").status_code == 200
    words = {"statement": "Faire parler d’abord les voisins", "concept": "On écoute."}
    assert bob.press("Enregistrer", **words).status_code == 200
    kept = Proposal.objects.get(pk=world.proposal.pk)
    assert kept.statement == "Faire parler d’abord les voisins"
    assert kept.concept == "On écoute.\nUn récit se partage."
    assert (kept.version, kept.author) == (3, world.bob.seat)


def test_balise_that_was_merged_keeps_what_was_typed(world: World) -> None:
    begin_merge(world)
    address = f"/s/{world.room.session.code}/balises/{world.id_of('merged')}/"
    chloe = Still(world.chloe.browser(), address)
    merge_two(world)
    after = everything()
    refused = chloe.press("Enregistrer", statement="Ouvrir la table à tous")
    assert refused.status_code == 422
    chloe.show(refused)
    assert "réunie à « Tenir table ouverte »" in chloe.document.text_content()
    assert chloe.typed("statement").strip() == "Ouvrir la table à tous"
    assert everything() == after


def test_words_of_somebody_erased_are_no_base_to_merge_on(world: World) -> None:
    world.room.go_to("emergence")
    address = f"/s/{world.room.session.code}/balises/{world.proposal.pk}/"
    bob, chloe = Still(world.bob.browser(), address), Still(world.chloe.browser(), address)
    assert bob.press("Enregistrer", concept="On écoute.").status_code == 200
    participants.erase_participant(world.room.leader, uuid4(), world.bob.seat.pk)
    refused = chloe.press("Enregistrer", concept="Un récit.")
    assert refused.status_code == 422
    chloe.show(refused)
    assert chloe.theirs() == ["On écoute."]
    assert chloe.typed("concept").strip() == "Un récit."


def test_reading_in_two_tabs_shows_the_other_beside(at_reading: World) -> None:
    world = at_reading
    address = f"/s/{world.room.session.code}/cartes/{world.card.pk}/lecture/"
    first, second = (Still(world.chloe.browser(), address) for _ in range(2))
    words = {"intensity-cooperation": "2", "reason-cooperation": "Ensemble."}
    assert first.press("Enregistrer", **words).status_code == 200
    after = everything()
    refused = second.press("Enregistrer", **{"intensity-engagement": "1"})
    assert refused.status_code == 422
    assert everything() == after
    second.show(refused)
    assert second.theirs() == ["pas concerné", "nettement", "Ensemble."]
    assert second.press("Enregistrer").status_code == 200
    kept = StakeReading.objects.filter(card=world.card, reader=world.chloe.seat)
    assert set(kept.values_list("stake", "intensity")) == {("engagement", 1), ("value", 3)}


def test_seance_corrected_by_two_keeps_both_in_sight(world: World) -> None:
    browser, address = world.room.leader_browser(), f"/s/{world.room.session.code}/preparation/"
    version = str(AtelierSession.objects.get(pk=world.room.session.pk).version)
    drawn = {"held_on": "2026-11-23", "season": "", "seen": version}
    form = {**drawn, "title": "Récits croisés", "operation": str(uuid4())}
    assert browser.post(address, form).status_code == 302
    lens = add_territory(name="Lens").pk
    late = {**drawn, "title": "Nos récits", "territories": [lens], "operation": str(uuid4())}
    refused = browser.post(address, late)
    assert refused.status_code == 422
    html = refused.content.decode()
    assert 'value="Nos récits"' in html
    assert '<p class="theirs__text" dir="auto">Récits croisés</p>' in html
    assert AtelierSession.objects.get(pk=world.room.session.pk).title == "Récits croisés"
    assert not world.room.session.territories.filter(pk=lens).exists()
    assert browser.post(address, {**late, "seen": "2"}).status_code == 302
    assert AtelierSession.objects.get(pk=world.room.session.pk).title == "Nos récits"
    # Only what differs is a conflict: territories are added, never taken out.
    grown = {**late, "seen": version, "new_territories": "Eybens", "operation": str(uuid4())}
    assert browser.post(address, grown).status_code == 302


def vote(world: World, dots: int, **fields: str) -> Any:
    """Bob's ballot."""
    where = f"votes/{world.poll.pk}/bulletin/"
    return send(world.bob.browser(), world, where, **{f"dots-{world.proposal.pk}": dots, **fields})


def kept(answer: Any) -> dict[str, Any]:
    """What the page is told of its ballot."""
    found: dict[str, Any] = json.loads(answer.headers["HX-Trigger"])["ballot"]
    return found


def test_older_ballot_of_a_second_tab_is_refused_and_shows_the_newer(world: World) -> None:
    first = kept(vote(world, 2, seen=""))
    assert first.keys() == {"poll", "seen"}
    after = everything()
    refused = vote(world, 5, seen="")
    assert refused.status_code == 422
    assert everything() == after
    assert kept(refused) == {**first, "fields": {f"dots-{world.proposal.pk}": 2}}
    html = strip_tags(refused.content.decode())
    assert "autre page" in html
    assert "Faire parler d’abord\u00a0: 5" in html
    second = kept(vote(world, 5, seen=str(first["seen"])))
    assert Ballot.objects.get().choices == {str(world.proposal.pk): 5}
    assert second["seen"] != first["seen"]


def test_ballot_with_the_same_dots_is_taken_from_any_tab(world: World) -> None:
    vote(world, 2, seen="")
    assert vote(world, 2, seen="").status_code == 200


def test_ballot_sent_again_by_the_outbox_is_taken_alike_and_shows_what_is_kept(
    world: World,
) -> None:
    operation = str(uuid4())
    first = vote(world, 2, seen="", operation=operation)
    assert kept(vote(world, 2, seen="", operation=operation)) == kept(first)
    newer = kept(vote(world, 4, seen=str(kept(first)["seen"])))
    again = vote(world, 2, seen="", operation=operation)
    assert again.status_code == 200
    assert kept(again) == {**newer, "fields": {f"dots-{world.proposal.pk}": 4}}
    assert Ballot.objects.get().choices == {str(world.proposal.pk): 4}


def test_page_holds_the_version_of_its_own_ballot_only(world: World) -> None:
    vote(world, 2, seen="")
    version = str(Ballot.objects.get().version)
    pages = [
        person.browser().get(f"/s/{world.room.session.code}/")
        for person in (world.bob, world.chloe)
    ]
    assert [version in page.content.decode() for page in pages] == [True, False]


def test_versions_of_ballots_tell_neither_order_nor_time(world: World) -> None:
    """Random numbers: nothing in the table, nor in what is kept of operations, leads from one to another."""
    versions = set()
    for dots in (1, 2, 3):
        vote(world, dots)
        versions.add(Ballot.objects.get().version)
    assert len(versions) == 3
    assert {version.version for version in versions} == {4}
    elsewhere = {label: rows for label, rows in everything().items() if label != "ateliers.Ballot"}
    assert not any(str(version) in str(elsewhere) for version in versions)
