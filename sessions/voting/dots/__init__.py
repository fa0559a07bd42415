"""Dots: each voter spreads a few dots over the balises that resonate."""

from django.utils.translation import gettext_lazy as _

from sessions.voting.dots.exported import EXPORTED
from sessions.voting.dots.form import DotsForm, DotsSettings, DotsTableForm, fields
from sessions.voting.dots.method import (
    answer,
    check_ballot,
    count,
    explain,
    results,
    spread,
    verdict,
)
from sessions.voting.method import Method

METHOD = Method(
    key="dots",
    name=_("Points à répartir"),
    purpose=_("Pour voir ce qui résonne\u00a0: chaque personne répartit ses points."),
    form=DotsForm,
    check=check_ballot,
    count=count,
    results=results,
    explain=explain,
    fields=fields,
    exported=EXPORTED,
    answer=answer,
    verdict=verdict,
    settings=DotsSettings,
    table=DotsTableForm,
    spread=spread,
)
