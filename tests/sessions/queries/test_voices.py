"""The gauge of voices: whose are missing, in words, and nothing of too few people where names are hidden."""

from collections.abc import Mapping
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referentiel.models import ActorFamily, Organisation
from sessions.commands import participants, proposals, readings
from sessions.commands.base import Refused
from sessions.models import AtelierSession
from sessions.queries.voices import Cell, Voice, Voices, cells_too_small, voices
from sessions.voting.small_groups import SMALLEST_SHOWN_GROUP
from tests.factories import Person, Room

NO_NAMES = AtelierSession.Secrecy.ANONYMOUS


def introduce(person: Person, family: str, organisation: str = "") -> None:
    participants.introduce(
        person.actor, uuid4(), person.seat.pk, organisation=organisation, family=family
    )


def crowd(room: Room, family: str, territory: str, number: int = 5) -> list[Person]:
    """So many people of a family, who sit with a territory."""
    people = [room.seat(f"{family} {territory} {rank}", territory) for rank in range(number)]
    for person in people:
        introduce(person, family)
    return people


def said(room: Room) -> Voices:
    return voices(AtelierSession.objects.get(pk=room.session.pk))


def cells(room: Room) -> dict[str, list[str]]:
    table = said(room).by_territory
    assert table is not None
    return {row.name: [str(cell) for cell in row.cells] for row in table.rows}


def test_family_that_told_nothing_is_named(room: Room, bob: Person, chloe: Person) -> None:
    introduce(bob, "elected")
    introduce(chloe, "operators")
    room.go_to("recits")
    room.post(bob)
    gauge = said(room)
    assert gauge.missing == ["Aucun opérateur ne s’est encore exprimé."]
    assert "Recherche" in gauge.absent
    room.post(chloe)
    assert said(room).missing == []


def test_reading_says_on_which_stakes_a_family_is_silent(
    four_stakes: None, room: Room, bob: Person, chloe: Person
) -> None:
    introduce(chloe, "operators")
    room.go_to("recits")
    card = room.post(bob)
    room.go_to("lecture")
    readings.read_card(
        chloe.actor,
        uuid4(),
        card.pk,
        tags={key: {"intensity": 2, "reason": ""} for key in ("engagement", "cooperation")},
    )
    assert said(room).missing == [
        "Aucun opérateur ne s’est encore exprimé sur\N{NO-BREAK SPACE}: Démarche intégrée, Valeur."
    ]


def test_step_that_asks_for_no_words_says_nothing(room: Room, bob: Person) -> None:
    introduce(bob, "elected")
    room.go_to("accueil")
    assert said(room) == Voices()


def test_support_of_a_balise_is_a_voice(room: Room, bob: Person, chloe: Person) -> None:
    introduce(chloe, "citizens")
    room.go_to("recits")
    card = room.post(bob)
    room.go_to("emergence")
    proposal = room.propose(bob, card)
    assert said(room).missing == ["Aucun habitant, aucune association ne s’est encore exprimé."]
    proposals.support_proposal(chloe.actor, uuid4(), proposal, supported=True)
    assert said(room).missing == []


def test_family_follows_from_an_organisation_of_the_referentiel(room: Room, bob: Person) -> None:
    Organisation.objects.create(name="Halage", slug="halage", family=ActorFamily.CITIZENS)
    introduce(bob, "", "  HALAGE ")
    bob.seat.refresh_from_db()
    assert (bob.seat.organisation, bob.seat.family) == ("HALAGE", "citizens")


def test_collectivity_leaves_its_people_to_say_what_they_are(room: Room, bob: Person) -> None:
    Organisation.objects.create(name="Ville", slug="ville", family=ActorFamily.AUTHORITY)
    introduce(bob, "", "Ville")
    bob.seat.refresh_from_db()
    assert bob.seat.family == ""


def test_small_group_without_names_is_kept_back(room: Room) -> None:
    AtelierSession.objects.filter(pk=room.session.pk).update(secrecy=NO_NAMES)
    room.session.refresh_from_db()
    crowd(room, "elected", "Malaunay", 6)
    crowd(room, "operators", "Le Mené", 4)
    room.go_to("recits")
    gauge = said(room)
    assert gauge.missing == []
    assert gauge.keeps_back
    assert {cell for row in cells(room).values() for cell in row} == {Voice.KEPT_BACK}


def test_large_groups_without_names_are_said(room: Room) -> None:
    AtelierSession.objects.filter(pk=room.session.pk).update(secrecy=NO_NAMES)
    room.session.refresh_from_db()
    elected = crowd(room, "elected", "Malaunay")
    crowd(room, "operators", "Le Mené")
    room.go_to("recits")
    room.post(elected[0])
    assert said(room).missing == ["Aucun opérateur ne s’est encore exprimé."]
    # Whether a family is absent from a territory is not said either: it would tell who sits where.
    shown = cells(room)
    assert set(shown["Élu·e"]) == {Voice.HEARD, Voice.KEPT_BACK}
    assert set(shown["Opérateur économique"]) == {Voice.SILENT, Voice.KEPT_BACK}


SEATS = st.dictionaries(
    st.tuples(st.sampled_from(["elected", "agents", "operators", "state"]), st.integers(1, 4)),
    st.integers(1, 12),
    min_size=1,
)


@given(SEATS)
def test_nobody_can_be_worked_out_from_what_is_said_of_the_others(
    seats: Mapping[Cell, int],
) -> None:
    hidden = cells_too_small(seats)
    assert {cell for cell, number in seats.items() if number < SMALLEST_SHOWN_GROUP} <= hidden
    lines = [
        [cell for cell in seats if cell[side] == line]
        for side in (0, 1)
        for line in {cell[side] for cell in seats}
    ]
    for line in [*lines, list(seats)]:
        together = sum(seats[cell] for cell in line if cell in hidden)
        assert together == 0 or together >= SMALLEST_SHOWN_GROUP or hidden.issuperset(line)


@pytest.mark.parametrize("families", [[], ["elected"], ["elected", "operators", "research"]])
def test_gauge_takes_few_queries(
    room: Room,
    families: list[str],
    four_stakes: None,
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    for family in families:
        crowd(room, family, "Malaunay", 2)
    room.go_to("lecture")
    session = AtelierSession.objects.select_related("current_step").get(pk=room.session.pk)
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        voices(session)


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
def test_nobody_moves_voices_to_learn_who_spoke(
    room: Room, bob: Person, chloe: Person, secrecy: str
) -> None:
    """A facilitator who puts people into a silent group, one by one, would see when it speaks."""
    AtelierSession.objects.filter(pk=room.session.pk).update(secrecy=secrecy)
    put = {"organisation": "", "family": "elected"}
    participants.introduce(room.leader, uuid4(), chloe.seat.pk, **put)
    room.go_to("recits")
    room.post(bob, "Le terril")
    if secrecy == NO_NAMES:
        with pytest.raises(Refused, match="dit elle-même sa fonction"):
            participants.introduce(room.leader, uuid4(), bob.seat.pk, **put)
        introduce(bob, "elected")
    else:
        participants.introduce(room.leader, uuid4(), bob.seat.pk, **put)
    bob.seat.refresh_from_db()
    assert bob.seat.family == "elected"
