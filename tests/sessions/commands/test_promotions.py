"""A balise that is taken into the référentiel brings what it comes from, and outlives its séance."""

from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from referentiel.editions.formats import FORMATS
from referentiel.models import (
    Balise,
    BaliseVersion,
    Edition,
    Evidence,
    EvidenceKind,
    HistoryEntry,
    Stake,
)
from sessions.commands import cards, discussions, polls, proposals, readings
from sessions.commands.base import Answer, NotHere, Refused
from sessions.commands.promotions import remember_proposal
from sessions.models import AtelierSession, Facilitator, Proposal
from tests.factories import make_room
from tests.referentiel.publishing import publish
from tests.sessions.world import World, build_world


def remember(world: World) -> Answer:
    return remember_proposal(world.room.leader, uuid4(), world.proposal.pk)


def piece(kind: EvidenceKind) -> Evidence:
    return Evidence.objects.get(kind=kind)


def test_card_is_quoted_with_its_territory_and_moment(world: World) -> None:
    remember(world)
    card = piece(EvidenceKind.CARD)
    assert (card.title, card.moment) == ("Le micro tourne", "2000-2004")
    assert card.territory == world.cited.territory
    assert card.particulars["kind"] == "Étape"
    session = world.room.session
    assert (card.session_title, card.held_on, card.season) == (
        session.title, session.held_on, session.season,
    )  # fmt: skip


def test_readings_come_with_the_names_of_the_stakes_and_the_gap(world: World) -> None:
    world.room.go_to("lecture")
    tags: dict[str, readings.Tag] = {"value": {"intensity": 3, "reason": "Un emblème."}}
    readings.read_card(world.chloe.actor, uuid4(), world.cited.pk, tags=tags)
    remember(world)
    assert piece(EvidenceKind.CARD).particulars["readings"] == [
        {"stake": "value", "title": "Valeur", "own": None, "peers": 3.0, "gap": False}
    ]
    assert [one["key"] for one in Balise.objects.get().versions.get().stakes] == ["value"]


def test_readings_come_with_what_was_read_before_their_discussion(world: World) -> None:
    def tagged(intensity: int) -> dict[str, readings.Tag]:
        return {"value": {"intensity": intensity, "reason": ""}}

    world.room.go_to("lecture")
    readings.read_card(world.bob.actor, uuid4(), world.cited.pk, tags=tagged(1))
    readings.read_card(world.chloe.actor, uuid4(), world.cited.pk, tags=tagged(3))
    discussions.open_discussion(world.room.leader, uuid4(), world.cited.pk)
    readings.read_card(world.bob.actor, uuid4(), world.cited.pk, tags=tagged(2))
    remember(world)
    (told,) = piece(EvidenceKind.CARD).particulars["readings"]
    assert (told["own"], told["peers"], told["before"]) == (2.0, 3.0, {"own": 1.0, "peers": 3.0})


def test_proposal_says_where_the_referentiel_has_it(world: World) -> None:
    remember(world)
    balise = Balise.objects.get()
    assert Proposal.objects.get(pk=world.proposal.pk).remembered == balise.slug
    assert piece(EvidenceKind.WORDING).particulars == {"supports": 1}


def test_history_names_who_took_it(world: World) -> None:
    remember(world)
    entry = HistoryEntry.objects.get(noun="balise")
    assert entry.account == world.room.leader.id


def test_taken_twice_it_is_one_balise_and_one_entry_of_the_journal(world: World) -> None:
    first = remember(world)
    again = remember(world)
    assert Balise.objects.count() == 1
    assert again.seq == first.seq
    events = world.room.session.journal.filter(event="balise_remembered")
    assert events.count() == 1


def test_vote_that_is_revealed_later_completes_it(world: World) -> None:
    remember(world)
    assert not Evidence.objects.filter(kind=EvidenceKind.VOTE).exists()
    polls.cast_ballot(world.bob.actor, uuid4(), world.poll.pk, choices={world.proposal.pk: 2})
    polls.close_poll(world.room.leader, uuid4(), world.poll.pk)
    remember(world)
    assert not Evidence.objects.filter(kind=EvidenceKind.VOTE).exists()
    polls.reveal_poll(world.room.leader, uuid4(), world.poll.pk)
    remember(world)
    vote = piece(EvidenceKind.VOTE)
    assert (vote.particulars["total"], vote.particulars["voters"]) == ("2 points", 1)
    shares = {share["territory"]: share["said"] for share in vote.particulars["shares"]}
    assert shares[world.bob.seat.territory.name] == "2 points"


def test_nobodys_name_is_copied(world: World) -> None:
    polls.cast_ballot(world.bob.actor, uuid4(), world.poll.pk, choices={world.proposal.pk: 2})
    polls.close_poll(world.room.leader, uuid4(), world.poll.pk)
    polls.reveal_poll(world.room.leader, uuid4(), world.poll.pk)
    remember(world)
    copied = str([list(model.objects.values()) for model in (Balise, Evidence)])
    assert "Bob" not in copied
    assert "Chloé" not in copied


def test_small_territories_of_an_anonymous_seance_keep_their_numbers_back(
    stakes: None, alice: Facilitator
) -> None:
    room = make_room(alice, secrecy="anonymous")
    world = build_world(room, room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené"))
    polls.cast_ballot(world.bob.actor, uuid4(), world.poll.pk, choices={world.proposal.pk: 2})
    polls.close_poll(room.leader, uuid4(), world.poll.pk)
    polls.reveal_poll(room.leader, uuid4(), world.poll.pk)
    remember(world)
    shares = {
        share["territory"]: share["said"]
        for share in piece(EvidenceKind.VOTE).particulars["shares"]
    }
    assert shares["Malaunay"] is None


@pytest.mark.parametrize(("readers", "shown"), [(4, None), (5, 2.0)])
def test_without_names_a_mean_of_few_readers_is_not_copied(
    stakes: None, alice: Facilitator, readers: int, shown: float | None
) -> None:
    room = make_room(alice, secrecy="anonymous")
    world = build_world(room, room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené"))
    there = "Malaunay" if world.cited.territory.name == "Le Mené" else "Le Mené"
    peers = [room.seat(f"Pair {number}", there) for number in range(readers)]
    room.go_to("lecture")
    tags: dict[str, readings.Tag] = {"value": {"intensity": 2, "reason": ""}}
    for peer in peers:
        readings.read_card(peer.actor, uuid4(), world.cited.pk, tags=tags)
    remember(world)
    found = piece(EvidenceKind.CARD).particulars["readings"]
    assert [one["peers"] for one in found] == ([shown] if shown else [])
    assert all(one["own"] is None for one in found)
    named = [one["key"] for one in Balise.objects.get().versions.get().stakes]
    assert named == (["value"] if shown else [])


@pytest.mark.parametrize("readers", [4, 5])
def test_stake_that_few_have_read_is_in_no_byte_of_the_referentiel(
    stakes: None, alice: Facilitator, client: Client, readers: int
) -> None:
    Stake.objects.filter(key="value").update(short_title="Valeur gardée", title="Valeur gardée")
    room = make_room(alice, secrecy="anonymous")
    world = build_world(room, room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené"))
    there = "Malaunay" if world.cited.territory.name == "Le Mené" else "Le Mené"
    own = [room.seat(f"Sien {number}", world.cited.territory.name) for number in range(4)]
    peers = [room.seat(f"Pair {number}", there) for number in range(readers)]
    room.go_to("lecture")
    tags: dict[str, readings.Tag] = {"value": {"intensity": 2, "reason": ""}}
    for reader in [*own, *peers]:
        readings.read_card(reader.actor, uuid4(), world.cited.pk, tags=tags)
    remember(world)
    balise = Balise.objects.get()
    publish(balise)
    addresses = [
        balise.get_absolute_url(),
        f"{balise.get_absolute_url()}provenance/",
        f"{balise.get_absolute_url()}versions/",
        reverse("referentiel:edition", args=[1]),
        *(reverse("referentiel:edition-file", args=[1, form]) for form in FORMATS),
    ]
    pages = [_read(client.get(address).content) for address in addresses]
    rows = str([list(model.objects.values()) for model in (BaliseVersion, Evidence, Edition)])
    named = ["gardée" in page for page in [*pages, rows]]
    # The picture of the thread never says stakes.
    said = [address != addresses[1] for address in [*addresses, "rows"]]
    assert named == (said if readers == 5 else [False] * len(said))


def _read(answer: bytes) -> str:
    """What an answer says; of an archive, all that its files say."""
    if not answer.startswith(b"PK"):
        return answer.decode()
    with ZipFile(BytesIO(answer)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_hidden_card_is_not_copied(world: World) -> None:
    cards.show_or_hide_card(world.room.leader, uuid4(), world.cited.pk, hidden=True)
    remember(world)
    assert not Evidence.objects.filter(kind=EvidenceKind.CARD).exists()


def test_evidence_outlives_its_seance(world: World) -> None:
    remember(world)
    AtelierSession.objects.get(pk=world.room.session.pk).delete()
    assert piece(EvidenceKind.CARD).title == "Le micro tourne"


def test_only_who_leads_takes_it_and_only_once_it_is_there(world: World, elsewhere: World) -> None:
    with pytest.raises(Refused):
        remember_proposal(world.bob.actor, uuid4(), world.proposal.pk)
    with pytest.raises(NotHere):
        remember_proposal(elsewhere.room.leader, uuid4(), world.proposal.pk)
    assert not Balise.objects.exists()


def test_reworded_proposal_stays_one_balise(world: World) -> None:
    """The référentiel has its own wording: what the séance says later completes the evidence, and no more."""
    remember(world)
    world.room.go_to("emergence")
    proposals.edit_proposal(
        world.bob.actor, uuid4(), world.proposal.pk,
        statement="Faire parler les premiers", cards=[world.cited.pk, world.card.pk],
    )  # fmt: skip
    remember(world)
    balise = Balise.objects.get()
    assert balise.statement == "Faire parler d’abord"
    assert balise.evidence.filter(kind=EvidenceKind.CARD).count() == 2
