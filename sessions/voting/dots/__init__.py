"""Dots: each voter spreads a few over the balises that resonate."""

from django.utils.translation import gettext_lazy as _

from sessions.voting.dots.form import DotsForm, DotsSettings, fields
from sessions.voting.dots.method import check_ballot, count, explain, left
from sessions.voting.method import Method

METHOD = Method(
    key="dots",
    name=_("Points à répartir"),
    form=DotsForm,
    check=check_ballot,
    count=count,
    explain=explain,
    fields=fields,
    left=left,
    settings=DotsSettings,
)
