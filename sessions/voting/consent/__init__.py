"""The method « consent »."""

from django.utils.translation import gettext_lazy as _

from sessions.voting.consent.exported import EXPORTED
from sessions.voting.consent.form import ConsentForm, ConsentSettings, ConsentTableForm, fields
from sessions.voting.consent.method import (
    begin,
    check,
    count,
    explain,
    results,
    shows,
    spread,
    verdict,
    waits,
)
from sessions.voting.method import Method

METHOD = Method(
    key="consent",
    name=_("Consentement"),
    purpose=_("Pour valider une balise\u00a0: «\u00a0Voyez-vous une objection\u00a0?\u00a0»"),
    form=ConsentForm,
    check=check,
    count=count,
    results=results,
    explain=explain,
    fields=fields,
    exported=EXPORTED,
    settings=ConsentSettings,
    table=ConsentTableForm,
    spread=spread,
    is_on_one=True,
    is_unsigned=True,
    begin=begin,
    shows=shows,
    verdict=verdict,
    waits=waits,
)
