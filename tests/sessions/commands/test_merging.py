"""Two balises merged and split again: each piece of evidence is in exactly one living balise, and comes back."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referentiel.models import Balise, Evidence
from sessions.commands import cards, merging, polls, promotions, proposals
from sessions.commands.base import NotHere, Refused
from sessions.exports.outcome import read_outcome
from sessions.models import AtelierSession, Facilitator, Proposal, Support
from sessions.queries.proposals import proposal_views
from tests.factories import Room, make_room
from tests.sessions.live.test_catch_up import THOROUGH
from tests.sessions.world import World, begin_merge, everything, merge_two

pytestmark = pytest.mark.django_db

Step = tuple[str, int, int]
NAMES = ("merge", "merge", "split", "edit", "hide", "show", "delete", "support", "propose")
STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 7), st.integers(0, 7)), max_size=14
)
Holding = tuple[frozenset[int], frozenset[int]]
"""The cards and the supporters that a balise has itself."""


def holdings(session: AtelierSession) -> dict[int, Holding]:
    """What each balise has itself, living or not."""
    return {
        each.pk: (
            frozenset(each.cards.values_list("pk", flat=True)),
            frozenset(each.supports.values_list("participant", flat=True)),
        )
        for each in session.proposals.all()
    }


def way(proposal: Proposal) -> int:
    """The living balise at the end of its way."""
    while proposal.merged_into is not None:
        proposal = proposal.merged_into
    return proposal.pk


@pytest.mark.usefixtures("four_stakes")
@THOROUGH
@given(steps=STEPS)
def test_each_piece_of_evidence_is_in_exactly_one_living_balise(
    alice: Facilitator, steps: list[Step]
) -> None:
    room = make_room(alice)
    people = [room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené")]
    room.go_to("recits")
    told = [room.post(people[n % 2], f"Carte {n}") for n in range(4)]
    room.go_to("emergence")
    for n in range(3):
        room.propose(people[n % 2], told[n], told[n + 1], statement=f"Faire {n} fois")
    for name, what, how in steps:
        was = holdings(room.session)
        try:
            changed = _do(room, name, what, how)
        except (Refused, NotHere):
            assert holdings(room.session) == was
            continue
        now = holdings(room.session)
        # Merging and splitting move nothing: so whatever was merged comes back as it was.
        assert {pk for pk in now if now[pk] != was.get(pk)} <= changed
        _check(room)


def _do(room: Room, name: str, what: int, how: int) -> set[int]:
    """Does one step; returns the balises of which the own evidence may have changed."""
    known = list(room.session.proposals.all())
    proposal, other = known[what % len(known)], known[how % len(known)]
    people = list(room.people.values())
    told = list(room.session.cards.all())
    leader = room.leader
    if name == "merge":
        merging.merge_proposals(leader, uuid4(), proposal.pk, other=other.pk)
    elif name == "split":
        merging.split_proposal(leader, uuid4(), proposal.pk)
    elif name in {"hide", "show"}:
        hidden = name == "hide"
        proposals.show_or_hide_proposal(leader, uuid4(), proposal.pk, hidden=hidden)
    elif name == "delete":
        room.go_to("recits")
        card = told[how % len(told)]
        author = next(person for person in people if person.seat.pk == card.author_id)
        try:
            cards.delete_card(author.actor, uuid4(), card.pk)
        finally:
            room.go_to("emergence")
    elif name == "edit":
        chosen = [told[how % len(told)].pk]
        proposals.edit_proposal(leader, uuid4(), proposal.pk, statement="Dire", cards=chosen)
        return {proposal.pk}
    elif name == "support":
        actor = people[how % 2].actor
        proposals.support_proposal(actor, uuid4(), proposal.pk, supported=bool(how % 3))
        return set(room.session.proposals.values_list("pk", flat=True))
    else:
        return {room.propose(people[what % 2], told[how % len(told)], statement="Refaire")}
    return set()


def _check(room: Room) -> None:
    rows = list(room.session.proposals.select_related("merged_into"))
    own = holdings(room.session)
    views = {view.id: view for view in proposal_views(room.session, with_hidden=True)}
    assert set(views) == {row.pk for row in rows if row.heir_id is None}
    families: dict[int, set[int]] = {}
    for row in rows:
        assert (row.heir_id or row.pk) == way(row)
        families.setdefault(row.heir_id or row.pk, set()).add(row.pk)
    assert set(families) == set(views)
    for pk, family in families.items():
        cited = set().union(*(own[each][0] for each in family))
        people = set().union(*(own[each][1] for each in family))
        assert sorted(card.id for card in views[pk].cards) == sorted(cited)
        assert views[pk].support_count == len(people)
        assert {each.id for each in views[pk].ancestors} == family - {pk}
    exported = {each.id: each for each in read_outcome(room.session.code).proposals}
    assert {pk: each.support_count for pk, each in exported.items() if pk in views} == {
        pk: view.support_count for pk, view in views.items()
    }


def test_merged_balise_shows_the_evidence_and_the_supports_of_both_once(world: World) -> None:
    merge_two(world)
    kept, merged = world.id_of("kept"), world.id_of("merged")
    for person in (world.bob, world.chloe):
        proposals.support_proposal(person.actor, uuid4(), kept, supported=True)
    # Chloé supports the one that was merged: hers counts already.
    assert Support.objects.filter(proposal=kept).count() == 1
    [view] = [view for view in proposal_views(world.room.session) if view.id == kept]
    assert [card.title for card in view.cards] == ["Le terril", "Le micro tourne"]
    assert (view.support_count, view.author_label) == (2, "Bob, Chloé")
    assert [each.statement for each in view.ancestors] == ["Ouvrir la table"]
    merging.split_proposal(world.room.leader, uuid4(), merged)
    found = {view.id: view for view in proposal_views(world.room.session)}
    assert [len(found[pk].cards) for pk in (kept, merged)] == [1, 1]
    assert [found[pk].support_count for pk in (kept, merged)] == [1, 1]


def hide_kept(world: World) -> None:
    proposals.show_or_hide_proposal(world.room.leader, uuid4(), world.id_of("kept"), hidden=True)


def vote_on_both(world: World) -> None:
    world.room.go_to("vote")
    polls.close_poll(world.room.leader, uuid4(), world.poll.pk)
    polls.reveal_poll(world.room.leader, uuid4(), world.poll.pk)
    world.room.open_poll()


def remember_merged(world: World) -> None:
    promotions.remember_proposal(world.room.leader, uuid4(), world.id_of("merged"))


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (hide_kept, "masquée"),
        (vote_on_both, "vote en cours"),
        (remember_merged, "déjà au référentiel"),
    ],
)
def test_merge_is_refused_with_a_sentence(
    world: World, before: Callable[[World], None], reason: str
) -> None:
    begin_merge(world)
    before(world)
    kept, merged, rows = world.id_of("kept"), world.id_of("merged"), everything()
    with pytest.raises(Refused, match=reason):
        merging.merge_proposals(world.room.leader, uuid4(), kept, other=merged)
    assert everything() == rows


def test_balise_is_not_merged_with_itself(world: World) -> None:
    begin_merge(world)
    kept = world.id_of("kept")
    with pytest.raises(Refused, match="la même"):
        merging.merge_proposals(world.room.leader, uuid4(), kept, other=kept)


def test_merged_balise_goes_to_the_referentiel_as_one_and_is_divided_there(world: World) -> None:
    begin_merge(world)
    kept, merged = world.id_of("kept"), world.id_of("merged")
    texts = {"concept": "Une place pour chacun.", "method": "", "conditions": "Un repas."}
    for pk, said in ((kept, texts), (merged, {"method": "Une chaise vide."})):
        known = Proposal.objects.get(pk=pk)
        proposals.edit_proposal(
            world.room.leader,
            uuid4(),
            pk,
            statement=known.statement,
            cards=[card.pk for card in known.cards.all()],
            texts=said,
        )
    merging.merge_proposals(world.room.leader, uuid4(), kept, other=merged)
    promotions.remember_proposal(world.room.leader, uuid4(), kept)
    balise = Balise.objects.get()
    version = balise.versions.get()
    assert (version.concept, version.method, version.conditions) == (
        "Une place pour chacun.",
        "",
        "Un repas.",
    )
    worded = Evidence.objects.filter(kind="wording").order_by("pk")
    assert [each.title for each in worded] == ["Tenir table ouverte", "Ouvrir la table"]
    assert [each.particulars["supports"] for each in worded] == [2, 1]
    assert worded[1].particulars["texts"] == [
        {"label": "Méthode d’action", "text": "Une chaise vide."}
    ]
    assert Evidence.objects.filter(kind="card").count() == 2
    with pytest.raises(Refused, match="pris ces deux balises ensemble"):
        merging.split_proposal(world.room.leader, uuid4(), merged)


def test_revealed_vote_keeps_its_options_after_a_merge(world: World) -> None:
    begin_merge(world)
    vote_on_both(world)
    poll = world.room.session.polls.latest("pk")
    polls.close_poll(world.room.leader, uuid4(), poll.pk)
    polls.reveal_poll(world.room.leader, uuid4(), poll.pk)
    kept, merged = world.id_of("kept"), world.id_of("merged")
    merging.merge_proposals(world.room.leader, uuid4(), kept, other=merged)
    assert poll.proposals.filter(pk__in=[kept, merged]).count() == 2
    # A new vote asks about the one that goes on.
    again = world.room.open_poll()
    assert not again.proposals.filter(pk=merged).exists()
    assert again.proposals.filter(pk=kept).exists()


def test_seance_with_merged_balises_can_be_deleted(world: World) -> None:
    merge_two(world)
    world.room.session.delete()
    assert not Proposal.objects.exists()
