"""The names that the form suggests where a card concerns an organisation."""

from referentiel.models import Collective, Organisation
from sessions.models import AtelierSession


def organisation_names(session: AtelierSession) -> list[str]:
    """The guests of the séance's territories, in all their seasons."""
    collectives = Collective.objects.filter(territory__in=session.territories.all())
    guests = Organisation.objects.filter(collectives__in=collectives).distinct()
    return [organisation.name for organisation in guests]
