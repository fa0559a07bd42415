"""Revisions: folded they give what stands; scrubbed they hold nothing of the erased and the deleted."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.commands import cards, participants, proposals, readings, sessions
from sessions.commands.contents import (
    card_contents,
    proposal_contents,
    reading_contents,
    session_contents,
)
from sessions.models import AtelierSession, Facilitator, Revision, StakeReading
from tests.factories import make_room
from tests.sessions.live.seances import Deed, begin, stories
from tests.sessions.live.test_catch_up import THOROUGH
from tests.sessions.world import World

pytestmark = pytest.mark.django_db

Key = tuple[str, int, int]
State = dict[Key, Any]
SCRUBBED = "scrubbed"


def fold(session: AtelierSession) -> State:
    """What stands, by noun, id and (of a reading) reader, from the revisions alone."""
    state: State = {}
    found = Revision.objects.filter(entry__session=session).select_related("entry")
    for revision in found.order_by("entry__seq"):
        reader = revision.entry.actor.split(":")[1] if revision.noun == "reading" else 0
        key = (revision.noun, revision.subject, int(reader))
        if revision.is_scrubbed:
            state[key] = SCRUBBED
        elif revision.after is not None:
            state[key] = revision.after
        else:
            state.pop(key, None)
        if revision.entry.event == "card_deleted":
            for one in [one for one in state if one[:2] == ("reading", revision.subject)]:
                del state[one]
    return state


def present(session: AtelierSession) -> State:
    """What stands, from the tables."""
    state: State = {}
    for card in session.cards.all():
        state["card", card.pk, 0] = card_contents(card)
    for proposal in session.proposals.all():
        state["proposal", proposal.pk, 0] = proposal_contents(proposal, proposal.cards.all())
    for tag in StakeReading.objects.filter(card__session=session):
        own = StakeReading.objects.filter(card=tag.card_id, reader=tag.reader_id)
        state["reading", tag.card_id, tag.reader_id] = reading_contents(tag.reader_id, own)
    return state


@pytest.mark.usefixtures("four_stakes")
@THOROUGH
@given(story=stories(), secrecy=st.sampled_from(["named", "anonymous"]))
def test_revisions_folded_give_what_stands(
    alice: Facilitator, story: list[tuple[Deed, bool]], secrecy: str
) -> None:
    room = make_room(alice, secrecy=secrecy)
    seance = begin(room)
    for deed, _ in story:
        seance.do(deed)
    session = AtelierSession.objects.get(pk=room.session.pk)
    folded, now = fold(session), present(session)
    edited = folded.pop(("session", session.pk, 0), None)
    if edited:
        ids = session.territories.values_list("pk", flat=True)
        assert edited == session_contents(session, ids)
    scrubbed = {key for key, contents in folded.items() if contents == SCRUBBED}
    for key in scrubbed:
        del folded[key]
        now.pop(key, None)
    assert folded == now


def texts() -> str:
    """Everything that revisions hold."""
    return str(list(Revision.objects.values("before", "after")))


def test_each_revision_is_of_its_entry_and_says_what_was_there_before(world: World) -> None:
    world.room.go_to("recits")
    cards.edit_card(world.bob.actor, uuid4(), world.card.pk, kind="appui", title="Le chevalement")
    revision = Revision.objects.get(entry__event="card_edited")
    assert revision.before is not None
    assert revision.after is not None
    assert revision.before["title"] == "Le terril"
    assert revision.after["title"] == "Le chevalement"
    assert (revision.noun, revision.subject) == ("card", world.card.pk)


def test_deleted_card_keeps_its_text_and_readings_until_the_session_closes(world: World) -> None:
    world.room.go_to("recits")
    cards.delete_card(world.bob.actor, uuid4(), world.card.pk)
    deleted = Revision.objects.get(entry__event="card_deleted")
    assert deleted.before is not None
    assert deleted.before["title"] == "Le terril"
    tags = {"value": {"intensity": 3, "reason": "Un emblème."}}
    assert deleted.before["readings"] == [{"reader": world.chloe.seat.pk, "tags": tags}]
    sessions.close_session(world.room.leader, uuid4())
    for words in ("Le terril", "Un emblème."):
        assert words not in texts()
    assert "Le micro tourne" in texts()


def test_reading_of_a_deleted_card_is_scrubbed_though_its_author_was_erased(world: World) -> None:
    world.room.go_to("recits")
    cards.delete_card(world.bob.actor, uuid4(), world.card.pk)
    participants.erase_participant(world.room.leader, uuid4(), world.bob.seat.pk)
    sessions.close_session(world.room.leader, uuid4())
    assert "Un emblème." not in texts()


def test_reading_taken_back_is_scrubbed_when_the_session_closes_and_a_later_one_stays(
    world: World,
) -> None:
    world.room.go_to("lecture")
    readings.read_card(world.chloe.actor, uuid4(), world.card.pk, tags={})
    again: dict[str, readings.Tag] = {"value": {"intensity": 1, "reason": "Un repère."}}
    readings.read_card(world.chloe.actor, uuid4(), world.card.pk, tags=again)
    assert "Un emblème." in texts()
    sessions.close_session(world.room.leader, uuid4())
    assert "Un emblème." not in texts()
    assert "Un repère." in texts()


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
@pytest.mark.usefixtures("four_stakes")
def test_erased_person_leaves_no_signature(alice: Facilitator, secrecy: str) -> None:
    room = make_room(alice, secrecy=secrecy)
    bob, chloe = room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené")
    room.go_to("recits")
    card, hers = room.post(bob, "Le terril"), room.post(chloe, "Le bois")
    gone = room.post(chloe, "La carte partie")
    room.go_to("lecture")
    tags: dict[str, readings.Tag] = {"value": {"intensity": 3, "reason": "Un emblème."}}
    readings.read_card(bob.actor, uuid4(), gone.pk, tags=tags)
    room.go_to("emergence")
    proposals.propose(bob.actor, uuid4(), statement="Faire parler", cards=[hers.pk])
    cards_of_bob = Revision.objects.filter(noun="card", subject=card.pk)
    room.go_to("recits")
    cards.edit_card(room.leader, uuid4(), card.pk, kind="appui", title="Le terril, revu")
    cards.delete_card(chloe.actor, uuid4(), gone.pk)
    participants.erase_participant(room.leader, uuid4(), bob.seat.pk)
    assert cards_of_bob.count() == 2
    assert all(revision.is_scrubbed for revision in cards_of_bob)
    for words in ("Le terril", "Un emblème.", "Faire parler"):
        assert words not in texts()
    assert f"'author': {bob.seat.pk}," not in texts()
    assert f"'reader': {bob.seat.pk}," not in texts()
    assert "Le bois" in texts()


def test_words_of_an_erased_person_leave_the_balise_of_somebody_else(world: World) -> None:
    world.room.go_to("emergence")
    hers, his = {"concept": "Une phrase de Chloé."}, {"method": "Une autre."}
    for person, said in ((world.chloe, hers), (world.bob, his)):
        proposals.edit_proposal(
            person.actor,
            uuid4(),
            world.proposal.pk,
            statement=world.proposal.statement,
            cards=[world.cited.pk],
            texts=said,
        )
    participants.erase_participant(world.room.leader, uuid4(), world.chloe.seat.pk)
    # Bob's revision holds hers too. What it was before her is nobody's to take out.
    assert "Une phrase de Chloé." not in texts()
    assert "Faire parler d’abord" in texts()
    world.proposal.refresh_from_db()
    assert world.proposal.concept == "Une phrase de Chloé."


def test_somebody_is_erased_also_where_a_balise_draws_on_stakes(world: World) -> None:
    """The readings of a balise name a stake and nobody."""
    world.room.go_to("emergence")
    proposals.propose(
        world.chloe.actor,
        uuid4(),
        statement="Lire à deux voix",
        cards=[world.card.pk],
        readings=[{"card": world.card.pk, "stake": "value"}],
    )
    participants.erase_participant(world.room.leader, uuid4(), world.bob.seat.pk)
    assert "Lire à deux voix" in texts()
    participants.erase_participant(world.room.leader, uuid4(), world.chloe.seat.pk)
    assert "Lire à deux voix" not in texts()


def test_ballots_supports_and_names_have_no_revision(world: World) -> None:
    before = Revision.objects.count()
    world.room.go_to("emergence")
    proposals.support_proposal(world.chloe.actor, uuid4(), world.proposal.pk, supported=True)
    participants.move_participant(
        world.room.leader, uuid4(), world.bob.seat.pk, territory=world.chloe.seat.territory_id
    )
    participants.remove_participant(world.room.leader, uuid4(), world.chloe.seat.pk)
    assert Revision.objects.count() == before
    assert not Revision.objects.filter(noun__in=["poll", "participant"]).exists()
    for name in (world.bob.seat.name, world.chloe.seat.name):
        assert name not in texts()


def test_whole_session_goes_with_its_revisions(world: World) -> None:
    assert Revision.objects.exists()
    world.room.session.delete()
    assert not Revision.objects.exists()
