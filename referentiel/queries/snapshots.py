"""Balises as they are now, as values that an edition keeps (`referentiel/editions/contents.py`)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Prefetch
from django.utils import timezone

from referentiel.crossings.pieces import whereabouts
from referentiel.editions.contents import (
    AmendmentFacts,
    BaliseFacts,
    CardFacts,
    Mention,
    PieceFacts,
    ReadingFacts,
    SourceFacts,
    TrialFacts,
    VersionFacts,
    VoteFacts,
)
from referentiel.lineage import all_heirs, last_of
from referentiel.models import Balise, BaliseVersion, Evidence, EvidenceKind
from referentiel.queries.balises import Trial, trials_of
from referentiel.reach import reach

NAMED_KINDS = frozenset(EvidenceKind) - {EvidenceKind.ENTRY}
"""Kinds with a place of their own in an edition. Entries of crossed référentiels are among its other pieces."""


def balises_of_now(chosen: Collection[int]) -> list[BaliseFacts]:
    """Returns the living ones among these balises, in the order in which they came (5 queries)."""
    merged = _merged(set(chosen))
    versions = BaliseVersion.objects.order_by("number").select_related("entry")
    balises = Balise.objects.filter(pk__in=chosen, heir__isnull=True).order_by("pk")
    found = balises.select_related("split_from").prefetch_related(Prefetch("versions", versions))
    earlier = Balise.objects.in_bulk([number for numbers in merged.values() for number in numbers])
    evidence = _evidence([*chosen, *earlier])
    return [
        _balise(
            balise,
            [earlier[number] for number in merged[balise.pk]],
            [row for number in (balise.pk, *merged[balise.pk]) for row in evidence[number]],
        )
        for balise in found
    ]


def _merged(chosen: Collection[int]) -> Mapping[int, list[int]]:
    """The numbers of the balises that lead to each of these."""
    heirs, found = all_heirs(), defaultdict(list)
    for number in heirs:
        if (last := last_of(number, heirs)) in chosen:
            found[last].append(number)
    return found


def _evidence(balises: Collection[int]) -> Mapping[int, list[Evidence]]:
    rows = Evidence.objects.filter(balise__in=balises).select_related("season", "territory")
    found = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.balise_id].append(row)
    return found


def _balise(balise: Balise, merged: Sequence[Balise], evidence: Sequence[Evidence]) -> BaliseFacts:
    versions: list[BaliseVersion] = list(balise.versions.all())
    last = versions[-1]
    evidence = sorted(evidence, key=lambda row: (row.held_on, row.pk))
    trials = trials_of(evidence)
    return {
        "slug": balise.slug,
        "is_example": balise.is_example,
        "state": str(balise.state),
        "state_name": balise.get_state_display(),
        "version": last.number,
        "statement": last.statement,
        "concept": last.concept,
        "method": last.method,
        "relevance": last.relevance,
        "conditions": last.conditions,
        "illustrations": last.illustrations,
        "counter_example": last.counter_example,
        "stakes": [{"key": one["key"], "title": one["title"]} for one in last.stakes],
        "versions": [_version(version) for version in versions],
        "merged": [_mention(one) for one in merged],
        "split_from": _mention(balise.split_from) if balise.split_from else None,
        "sources": _sources(evidence),
        "reach": reach(trials),
        "trials": [_trial(trial) for trial in trials],
    }


def _mention(balise: Balise) -> Mention:
    return {"slug": balise.slug, "statement": balise.statement}


def _version(version: BaliseVersion) -> VersionFacts:
    day = timezone.localdate(version.entry.at)
    return {"number": version.number, "statement": version.statement, "on": day.isoformat()}


def _sources(evidence: Sequence[Evidence]) -> list[SourceFacts]:
    """What each séance gave, in the order of the evidence."""
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for row in evidence:
        if row.kind != EvidenceKind.TRIAL:
            groups[row.source].append(row)
    return [_source(group) for group in groups.values()]


def _source(group: Sequence[Evidence]) -> SourceFacts:
    first = group[0]
    amendment = next((row for row in group if row.kind == EvidenceKind.AMENDMENT), None)
    wording = next((row for row in group if row.kind == EvidenceKind.WORDING), amendment)
    return {
        "session": first.session_title,
        "held_on": first.held_on.isoformat(),
        "season": first.season.number if first.season else None,
        "wording": wording.title if wording else None,
        "supports": wording.particulars.get("supports") if wording else None,
        "amendment": _amendment(amendment) if amendment else None,
        "votes": [_vote(row) for row in group if row.kind == EvidenceKind.VOTE],
        "cards": [_card(row) for row in group if row.kind == EvidenceKind.CARD],
        "others": [_piece(row) for row in group if row.kind not in NAMED_KINDS],
    }


def _amendment(row: Evidence) -> AmendmentFacts:
    said = row.particulars
    return {
        "tested": said["tested"],
        "edition": said["edition"],
        "was": said["was"],
        "version": said["version"],
    }


def _vote(row: Evidence) -> VoteFacts:
    said = row.particulars
    shares = said.get("shares", [])
    vote: VoteFacts = {
        "method": row.title,
        "total": str(said.get("total", "")),
        "voters": int(said.get("voters", 0)),
        "shares": [{"territory": one["territory"], "said": one["said"]} for one in shares],
    }
    if "consent" in said:
        vote["consent"] = said["consent"]
    return vote


def _card(row: Evidence) -> CardFacts:
    readings: list[ReadingFacts] = [
        {
            "stake": one["stake"],
            "title": one["title"],
            "own": one["own"],
            "peers": one["peers"],
            "gap": bool(one["gap"]),
        }
        for one in row.particulars.get("readings", [])
    ]
    return {
        "territory": row.territory.name if row.territory else "",
        "kind": row.particulars.get("kind", ""),
        "title": row.title,
        "text": row.text,
        "moment": row.moment,
        "readings": readings,
    }


def _piece(row: Evidence) -> PieceFacts:
    """Of an entry, the moment is its place: the référentiel, the file, the line, and what was decided."""
    moment = whereabouts(row.particulars) if row.kind == EvidenceKind.ENTRY else row.moment
    return {
        "kind": row.kind,
        "territory": row.territory.name if row.territory else None,
        "title": row.title,
        "text": row.text,
        "moment": moment,
    }


def _trial(trial: Trial) -> TrialFacts:
    row, place = trial.piece, trial.territory
    return {
        "session": row.session_title,
        "held_on": row.held_on.isoformat(),
        "season": row.season.number if row.season else None,
        "version": row.particulars["version"],
        "edition": row.particulars.get("edition"),
        "territory": place.name,
        "territory_kind": place.get_kind_display(),
        "population": place.population,
        "area_km2": place.area_km2,
        "answer": trial.answer.value,
        "answer_name": str(trial.answer.label),
        "text": row.text,
        "dissent": list(row.particulars["dissent"]),
    }
