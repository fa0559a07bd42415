"""The outcome as flat tables with French headers; identifiers join them."""

from collections.abc import Sequence

from sessions.exports.facts import (
    CardFacts,
    Outcome,
    ProposalFacts,
    SessionFacts,
    TakenFacts,
    TrialFacts,
)
from sessions.exports.votes.tables import vote_tables
from sessions.families import family_name
from texts.tables import Cell, Table


def tables(outcome: Outcome) -> list[Table]:
    """Every table, always the same ones in the same order, whatever the séance holds."""
    return [
        _session(outcome.session),
        _steps(outcome),
        _stakes(outcome),
        _territories(outcome),
        _participants(outcome),
        _cards(outcome.cards),
        _readings(outcome.cards),
        _double_reading(outcome.cards),
        _territory_readings(outcome),
        _discussions(outcome),
        _proposals(outcome.proposals),
        _sources(outcome.proposals),
        _drawn(outcome.proposals),
        _supports(outcome.proposals),
        _trials(outcome.trials),
        _answers(outcome.trials),
        _voices(outcome.trials),
        *vote_tables(outcome.polls),
        _journal(outcome),
    ]


def _session(session: SessionFacts) -> Table:
    season, atelier = session.season, session.atelier
    return Table(
        "seance",
        (
            "code", "titre", "saison", "date", "etat", "secret", "demonstration", "animation",
            "etape_en_cours", "position_journal", "creee_le", "ouverte_le", "close_le",
            "atelier", "atelier_theme", "atelier_lieu", "atelier_premier_jour", "atelier_dernier_jour",
        ),
        [
            (
                session.code,
                session.title,
                season.number if season else None,
                session.held_on,
                session.status,
                session.secrecy,
                session.is_example,
                ", ".join(each.name for each in session.facilitators if each.name),
                session.current_step,
                session.last_seq,
                session.created_at,
                session.opened_at,
                session.closed_at,
                atelier.number if atelier else None,
                atelier.theme if atelier else None,
                atelier.place if atelier else None,
                atelier.starts_on if atelier else None,
                atelier.ends_on if atelier else None,
            )
        ],
    )  # fmt: skip


def _steps(outcome: Outcome) -> Table:
    return Table(
        "etapes",
        ("position", "nature", "nom", "consigne", "minutes"),
        [
            (step.position, step.kind, step.name, step.instruction, step.minutes)
            for step in outcome.steps
        ],
    )


def _stakes(outcome: Outcome) -> Table:
    return Table(
        "enjeux",
        ("enjeu", "titre_court", "intitule", "nom_actuel", "lu_aussi_sous"),
        [
            (stake.key, stake.short_title, stake.title, stake.now, ", ".join(stake.formerly))
            for stake in outcome.stakes
        ],
    )


def _territories(outcome: Outcome) -> Table:
    return Table(
        "territoires",
        ("territoire_id", "nom", "nature"),
        [(each.id, each.name, each.kind) for each in outcome.territories],
    )


def _participants(outcome: Outcome) -> Table:
    return Table(
        "participants",
        (
            "participant_id",
            "nom",
            "territoire_id",
            "arrive_le",
            "retire",
            "organisation",
            "fonction",
        ),
        [
            (
                *(each.id, each.name, each.territory, each.joined_at, each.removed),
                *(each.organisation, family_name(each.family)),
            )
            for each in outcome.participants
        ],
    )


def _cards(cards: Sequence[CardFacts]) -> Table:
    return Table(
        "cartes",
        (
            "carte_id", "territoire_id", "nature", "titre", "recit", "moment", "annee_debut",
            "annee_fin", "organisation", "auteur_id", "exemple_fictif", "masquee", "creee_le",
            "modifiee_le", "seance_origine", "date_origine",
        ),
        [
            (
                card.id,
                card.territory,
                card.kind,
                card.title,
                card.text,
                card.moment,
                card.year_from,
                card.year_to,
                card.organisation,
                card.author,
                card.is_example,
                card.hidden,
                card.created_at,
                card.edited_at,
                card.origin.session_title if card.origin else None,
                card.origin.held_on if card.origin else None,
            )
            for card in cards
        ],
    )  # fmt: skip


def _readings(cards: Sequence[CardFacts]) -> Table:
    return Table(
        "lectures",
        (
            "carte_id", "enjeu", "lu_sous_le_nom", "intensite", "raison", "regard", "territoire_id",
            "lecteur_id",
        ),
        [
            (
                card.id,
                reading.stake,
                reading.read_as,
                reading.intensity,
                reading.reason,
                reading.side,
                reading.territory,
                reading.reader,
            )
            for card in cards
            for reading in card.readings
        ],
    )  # fmt: skip


def _double_reading(cards: Sequence[CardFacts]) -> Table:
    return Table(
        "double_lecture",
        (
            "carte_id", "enjeu", "territoire_moyenne", "pairs_moyenne", "lectures", "ecart",
            "ecart_mesure", "lecteurs_territoire", "lecteurs_pairs",
        ),
        [
            (
                card.id,
                each.stake,
                each.own,
                each.peers,
                each.count,
                each.gap,
                each.difference,
                each.own_readers,
                each.peer_readers,
            )
            for card in cards
            for each in card.double_reading
        ],
    )  # fmt: skip


def _territory_readings(outcome: Outcome) -> Table:
    return Table(
        "double_lecture_territoires",
        ("territoire_id", "enjeu", "cartes", "territoire_moyenne", "pairs_moyenne", "ecart_mesure"),
        [
            (each.territory, each.stake, each.cards, each.own, each.peers, each.gap)
            for each in outcome.territory_readings
        ],
    )


def _discussions(outcome: Outcome) -> Table:
    return Table(
        "echanges",
        (
            "echange_id", "carte_id", "enjeu", "en_cours", "territoire_avant", "pairs_avant", "ecart_avant",
            "territoire_apres", "pairs_apres", "ecart_apres",
        ),
        [
            (
                each.id,
                each.card,
                moved.stake,
                each.running,
                moved.own_before,
                moved.peers_before,
                moved.gap_before,
                moved.own_after,
                moved.peers_after,
                moved.gap_after,
            )
            for each in outcome.discussions
            for moved in each.moved
        ],
    )  # fmt: skip


def _proposals(proposals: Sequence[ProposalFacts]) -> Table:
    return Table(
        "balises",
        (
            "balise_id", "formulation", "auteur_id", "soutiens", "exemple_fictif", "masquee",
            "creee_le", "modifiee_le", "amende_epreuve_id", "referentiel_balise", "referentiel_adresse",
            "referentiel_version", "concept", "methode", "conditions", "contre_exemple", "reunie_a",
        ),
        [
            (
                each.id,
                each.statement,
                each.author,
                each.support_count,
                each.is_example,
                each.hidden,
                each.created_at,
                each.edited_at,
                each.amends,
                *_taken(each.taken),
                each.concept,
                each.method,
                each.conditions,
                each.counter_example,
                each.merged_into,
            )
            for each in proposals
        ],
    )  # fmt: skip


def _taken(taken: TakenFacts | None) -> tuple[Cell, ...]:
    return (taken.balise, taken.address, taken.version) if taken else (None, None, None)


def _sources(proposals: Sequence[ProposalFacts]) -> Table:
    rows = [(each.id, card) for each in proposals for card in each.cards]
    return Table("balises_cartes", ("balise_id", "carte_id"), rows)


def _drawn(proposals: Sequence[ProposalFacts]) -> Table:
    rows = [(each.id, drawn.card, drawn.stake) for each in proposals for drawn in each.readings]
    return Table("balises_lectures", ("balise_id", "carte_id", "enjeu"), rows)


def _supports(proposals: Sequence[ProposalFacts]) -> Table:
    rows = [(each.id, person) for each in proposals for person in each.supporters or ()]
    return Table("soutiens", ("balise_id", "participant_id"), rows)


def _trials(trials: Sequence[TrialFacts]) -> Table:
    return Table(
        "epreuves",
        ("epreuve_id", "balise", "formulation", "version", "edition", "adresse"),
        [
            (each.id, each.balise, each.statement, each.version, each.edition, each.address)
            for each in trials
        ],
    )


def _answers(trials: Sequence[TrialFacts]) -> Table:
    return Table(
        "epreuves_reponses",
        ("epreuve_id", "territoire_id", "reponse", "texte", "carte_id", "auteur_id"),
        [
            (each.id, answer.territory, answer.answer, answer.text, answer.card, answer.author)
            for each in trials
            for answer in each.answers
        ],
    )


def _voices(trials: Sequence[TrialFacts]) -> Table:
    rows = [(each.id, voice.territory, voice.text) for each in trials for voice in each.voices]
    return Table("epreuves_voix", ("epreuve_id", "territoire_id", "texte"), rows)


def _journal(outcome: Outcome) -> Table:
    return Table(
        "journal",
        ("numero", "evenement", "nature", "objet", "le", "par"),
        [
            (entry.seq, entry.event, entry.noun, entry.subject, entry.at, entry.actor)
            for entry in outcome.journal
        ],
    )
