"""Majority judgement, the published rule of Balinski and Laraki: each voter gives each balise a grade in words."""

from django.utils.translation import gettext_lazy as _

from sessions.voting.judgement.exported import EXPORTED
from sessions.voting.judgement.form import (
    JudgementForm,
    JudgementSettings,
    JudgementTableForm,
    fields,
    said,
)
from sessions.voting.judgement.method import check, count, explain, results, spread
from sessions.voting.judgement.rule import normalise, rank
from sessions.voting.judgement.verdict import verdict
from sessions.voting.method import Method

METHOD = Method(
    key="judgement",
    name=_("Jugement majoritaire"),
    purpose=_("Pour ranger plusieurs balises\u00a0: chaque personne donne une mention à chacune."),
    form=JudgementForm,
    check=check,
    count=count,
    results=results,
    explain=explain,
    fields=fields,
    exported=EXPORTED,
    said=said,
    verdict=verdict,
    settings=JudgementSettings,
    table=JudgementTableForm,
    spread=spread,
)

__all__ = ["METHOD", "normalise", "rank"]
