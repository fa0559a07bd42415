"""Reads a whole séance, once, for every format. It never includes what secrecy keeps back."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import Count, Prefetch, Q
from django.urls import reverse

from referentiel.models import Atelier, Territory
from sessions.exports.facts import (
    AnswerFacts,
    AtelierFacts,
    CardFacts,
    DoubleReadingFacts,
    DrawnFacts,
    EntryFacts,
    FacilitatorFacts,
    OriginFacts,
    Outcome,
    ParticipantFacts,
    ProposalFacts,
    ReadingFacts,
    ReferentielFacts,
    SeasonFacts,
    SessionFacts,
    StakeFacts,
    StepFacts,
    TakenFacts,
    TerritoryFacts,
    TrialFacts,
    VoiceFacts,
)
from sessions.exports.sides import discussion_facts, territory_readings
from sessions.exports.unseen import without_unseen
from sessions.exports.votes.reading import read_polls
from sessions.models import (
    AtelierSession,
    JournalEntry,
    Participant,
    Proposal,
    StakeReading,
    Step,
    Support,
    TrajectoryCard,
    Trial,
)
from sessions.queries.cards import OWN, PEERS, double_reading, names_of_before
from sessions.queries.discussions import discussions
from sessions.queries.proposals import support_counts
from sessions.queries.sides import smallest_side
from sessions.queries.stakes import SessionStake, in_use, known_stakes
from sessions.snapshot import snapshot


def read_outcome(code: str) -> Outcome:
    """Everything in the séance, at one moment of its journal.

    A constant number of queries, plus two for each revealed vote.
    Raises AtelierSession.DoesNotExist.
    """
    with snapshot():
        session = AtelierSession.objects.select_related(
            "season", "atelier", "referentiel", "current_step"
        ).get(code=code)
        participants = list(session.participants.all())
        territories = _territories(session, participants)
        cards = _read_cards(session)
        read = [reading for card in cards for reading in card.readings.all()]
        talked = discussions(session)
        told = {moved.stake.key for discussion in talked for moved in discussion.moved}
        stakes = in_use(known_stakes(session), told | {reading.stake_id for reading in read})
        found = Outcome(
            session=_session(session),
            steps=[_step(step) for step in session.steps.all()],
            stakes=[_stake(stake, read) for stake in stakes],
            territories=[TerritoryFacts(each.pk, each.name, each.kind) for each in territories],
            participants=_participants(session, participants),
            cards=[_card(card, session, stakes) for card in cards],
            territory_readings=territory_readings(session, stakes),
            discussions=discussion_facts(talked),
            proposals=_proposals(session),
            trials=_trials(session),
            polls=read_polls(session, territories),
            journal=[_entry(entry, session) for entry in session.journal.all()],
        )
    return without_unseen(found)


def _session(session: AtelierSession) -> SessionFacts:
    season, step = session.season, session.current_step
    return SessionFacts(
        code=session.code,
        title=session.title,
        season=SeasonFacts(season.number, season.title, season.theme) if season else None,
        atelier=_atelier(session.atelier) if session.atelier else None,
        referentiel=ReferentielFacts(session.referentiel.slug, session.referentiel.name),
        held_on=session.held_on,
        time_zone=session.time_zone,
        status=session.status,
        secrecy=session.secrecy,
        is_example=session.is_example,
        facilitators=[
            FacilitatorFacts(facilitator.pk, facilitator.name)
            for facilitator in session.facilitators.order_by("pk")
        ],
        current_step=step.position if step else None,
        last_seq=session.last_seq,
        created_at=session.created_at,
        opened_at=session.opened_at,
        closed_at=session.closed_at,
    )


def _atelier(atelier: Atelier) -> AtelierFacts:
    return AtelierFacts(
        atelier.number, atelier.theme, atelier.place, atelier.starts_on, atelier.ends_on
    )


def _step(step: Step) -> StepFacts:
    return StepFacts(
        position=step.position,
        kind=step.kind_key,
        name=step.name,
        instruction=step.instruction,
        minutes=step.minutes,
    )


def _stake(stake: SessionStake, read: Iterable[StakeReading]) -> StakeFacts:
    tagged = [reading for reading in read if reading.stake_id == stake.key]
    # Sorted: their order would tell of a time.
    formerly = sorted(names_of_before(stake, tagged))
    return StakeFacts(stake.key, stake.short_title, stake.title, stake.now, formerly)


def _territories(
    session: AtelierSession, participants: Iterable[Participant]
) -> Sequence[Territory]:
    """The territories of the séance, and any that were taken out after somebody had sat down with them."""
    seated = {participant.territory_id for participant in participants}
    return list(
        Territory.objects.filter(Q(pk__in=session.territories.values("pk")) | Q(pk__in=seated))
    )


def _participants(
    session: AtelierSession, participants: Iterable[Participant]
) -> list[ParticipantFacts]:
    hide = session.is_anonymous
    facts = [
        ParticipantFacts(
            id=None if hide else participant.pk,
            name=participant.name,
            territory=participant.territory_id,
            joined_at=None if hide else participant.joined_at,
            removed=participant.removed_at is not None,
            organisation="" if hide else participant.organisation,
            family="" if hide else participant.family,
        )
        for participant in participants
    ]
    # Readers could compare the order of arrival with the order of the journal.
    return sorted(facts, key=lambda each: (each.territory, each.name)) if hide else facts


def _read_cards(session: AtelierSession) -> list[TrajectoryCard]:
    """The cards in their order, with their readings."""
    cards = session.cards.prefetch_related(
        Prefetch("readings", StakeReading.objects.select_related("reader"))
    )
    return sorted(cards, key=lambda card: (card.territory_id, card.order))


def _card(
    card: TrajectoryCard, session: AtelierSession, known: Sequence[SessionStake]
) -> CardFacts:
    return CardFacts(
        id=card.pk,
        territory=card.territory_id,
        kind=card.kind,
        title=card.title,
        text=card.text,
        moment=card.moment,
        year_from=card.year_from,
        year_to=card.year_to,
        organisation=card.organisation,
        author=None if session.is_anonymous else card.author_id,
        is_example=card.is_example,
        hidden=card.hidden_at is not None,
        created_at=card.created_at,
        edited_at=card.edited_at,
        origin=OriginFacts(card.carried_from, card.carried_on) if card.carried_on else None,
        readings=_readings(card, session, known),
        double_reading=[
            DoubleReadingFacts(
                each.stake.key,
                each.own,
                each.peers,
                each.count,
                each.gap,
                each.difference,
                each.own_readers,
                each.peer_readers,
            )
            for each in double_reading(
                card,
                list(card.readings.all()),
                known,
                named=False,
                smallest=smallest_side(session),
            )
        ],
    )


def _readings(
    card: TrajectoryCard, session: AtelierSession, known: Sequence[SessionStake]
) -> list[ReadingFacts]:
    """The readings by stake. In an anonymous séance they are not in the order of entry.

    That order would tell which readings come from one person.
    """
    hide = session.is_anonymous
    facts = [
        ReadingFacts(
            stake=reading.stake_id,
            read_as=None if hide else reading.read_as,
            intensity=None if hide else reading.intensity,
            reason=reading.reason,
            side=OWN if reading.reader.territory_id == card.territory_id else PEERS,
            territory=None if hide else reading.reader.territory_id,
            reader=None if hide else reading.reader_id,
        )
        for reading in card.readings.all()
    ]
    place = {stake.key: number for number, stake in enumerate(known)}
    return sorted(
        facts,
        key=lambda each: (
            place[each.stake],
            each.side,
            each.reader or 0,
            each.intensity or 0,
            each.reason,
        ),
    )


def _proposals(session: AtelierSession) -> list[ProposalFacts]:
    proposals = session.proposals.prefetch_related("cards").annotate(
        support_count=Count("supports")
    )
    # Django drops the order of a model where it groups.
    proposals = proposals.order_by("pk")
    counts = support_counts({each.heir_id for each in proposals if each.heir_id})
    supporters = {} if session.is_anonymous else _supporters(session)
    return [
        ProposalFacts(
            id=proposal.pk,
            statement=proposal.statement,
            author=None if session.is_anonymous else proposal.author_id,
            cards=sorted(card.pk for card in proposal.cards.all()),
            support_count=counts.get(proposal.pk, proposal.support_count),
            supporters=None if session.is_anonymous else supporters.get(proposal.pk, []),
            is_example=proposal.is_example,
            hidden=proposal.hidden_at is not None,
            created_at=proposal.created_at,
            edited_at=proposal.edited_at,
            amends=proposal.amends_id,
            taken=_taken(proposal) if proposal.remembered else None,
            concept=proposal.concept,
            method=proposal.method,
            conditions=proposal.conditions,
            counter_example=proposal.counter_example,
            readings=[DrawnFacts(each["card"], each["stake"]) for each in proposal.readings],
            merged_into=proposal.merged_into_id,
        )
        for proposal in proposals
    ]


def _taken(proposal: Proposal) -> TakenFacts:
    # A balise that the référentiel took is its first version; an amendment says which one it became.
    version = proposal.remembered_version or 1
    return TakenFacts(proposal.remembered, _address(proposal.remembered), version)


def _address(slug: str) -> str:
    """Where anybody reads a balise; the address of one that was merged leads to its heir."""
    return settings.PUBLIC_URL + reverse("referentiel:balise", args=[slug])


def _supporters(session: AtelierSession) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    pairs = Support.objects.filter(proposal__session=session).order_by("proposal", "participant")
    for proposal, participant in pairs.values_list("proposal", "participant"):
        found.setdefault(proposal, []).append(participant)
    return found


def _trials(session: AtelierSession) -> list[TrialFacts]:
    trials = session.trials.select_related("balise").prefetch_related(
        "answers", "dissents", "amendments"
    )
    return [_trial(trial, session) for trial in trials]


def _trial(trial: Trial, session: AtelierSession) -> TrialFacts:
    # Voices by territory and text: in the order in which they came, a list of people could tell whose they are.
    voices = sorted((voice.territory_id, voice.text) for voice in trial.dissents.all())
    return TrialFacts(
        id=trial.pk,
        balise=trial.balise.slug,
        statement=trial.statement,
        version=trial.version,
        answers=[
            AnswerFacts(
                territory=answer.territory_id,
                answer=answer.answer,
                text=answer.text,
                card=answer.card_id,
                author=None if session.is_anonymous else answer.author_id,
            )
            for answer in sorted(trial.answers.all(), key=lambda each: each.territory_id)
        ],
        voices=[VoiceFacts(territory, text) for territory, text in voices],
        address=_address(trial.balise.slug),
        edition=trial.edition,
        amendments=sorted(amendment.pk for amendment in trial.amendments.all()),
    )


def _entry(entry: JournalEntry, session: AtelierSession) -> EntryFacts:
    # The numbers of people are kept back too: with times, readers could compare them with a list.
    hide = session.is_anonymous
    subject = 0 if hide and entry.noun == "participant" else entry.subject
    return EntryFacts(
        seq=entry.seq,
        event=entry.event,
        noun=entry.noun,
        subject=subject or None,
        at=entry.at,
        actor=None if hide else entry.actor or None,
    )
