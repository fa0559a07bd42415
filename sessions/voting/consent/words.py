"""A consent in words: answers, moments, what became of objections, and what a round comes to."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.voting.consent.answers import Fate, Kind, Moment, Outcome
from sessions.voting.method import Facts

KINDS = {
    Kind.CONSENT: gettext_lazy("Pas d’objection"),
    Kind.RESERVE: gettext_lazy("Une réserve"),
    Kind.OBJECTION: gettext_lazy("Une objection"),
    Kind.ABSTENTION: gettext_lazy("Je m’abstiens"),
}
"""The answers in words, in the order in which a ballot shows them."""
MOMENTS = {
    Moment.PRESENTED: gettext_lazy("Présentée"),
    Moment.CLARIFIED: gettext_lazy("Clarifiée"),
    Moment.FELT: gettext_lazy("Ressentis"),
    Moment.QUESTION: gettext_lazy("Question"),
}


FATES = {
    Fate.WAITING: gettext_lazy("à examiner"),
    Fate.KEPT: gettext_lazy("retenue par le groupe"),
    Fate.NOT_KEPT: gettext_lazy("non retenue"),
    Fate.RESERVE: gettext_lazy("devenue une réserve"),
    Fate.WITHDRAWN: gettext_lazy("retirée"),
}
"""What became of an objection, in words."""


def sentence(outcome: Outcome, reserves: int) -> str:
    """What a round comes to, and why."""
    if outcome is Outcome.CONSENTED and reserves:
        return ngettext(
            "Aucune objection retenue : la balise est consentie, avec %(n)s réserve qui lui reste attachée.",
            "Aucune objection retenue : la balise est consentie, avec %(n)s réserves qui lui restent attachées.",
            reserves,
        ) % {"n": reserves}
    return {
        Outcome.CONSENTED: _("Aucune objection : la balise est consentie."),
        Outcome.OBJECTED: _(
            "Une objection est retenue : la balise n’est pas consentie. Elle est reformulée, puis la"
            " question est posée de nouveau."
        ),
        Outcome.TESTING: _(
            "Les objections s’examinent une à une : le groupe dit s’il retient celle-ci."
        ),
        Outcome.AWAITING: _(
            "L’objection n’est pas retenue : la personne qui l’a écrite en fait une réserve, ou la retire."
        ),
        Outcome.ABSTAINED: _(
            "Tout le monde s’est abstenu : la balise n’est pas consentie, car personne ne l’a portée."
        ),
        Outcome.UNANSWERED: _("Personne n’a répondu : la balise n’est pas consentie."),
    }[outcome]


def short(outcome: Outcome, reserves: int) -> str:
    """The outcome in words that last, for the référentiel."""
    if outcome is Outcome.CONSENTED and reserves:
        return ngettext("consentie, %(n)s réserve", "consentie, %(n)s réserves", reserves) % {
            "n": reserves
        }
    return {
        Outcome.CONSENTED: _("consentie, sans réserve"),
        Outcome.OBJECTED: _("non consentie : une objection est retenue"),
        Outcome.TESTING: _("objections à examiner"),
        Outcome.AWAITING: _("une objection attend la personne qui l’a écrite"),
        Outcome.ABSTAINED: _("non consentie : tout le monde s’est abstenu"),
        Outcome.UNANSWERED: _("non consentie : personne n’a répondu"),
    }[outcome]


def numbers_in_words(numbers: Facts) -> str:
    """« 4 sans objection, 1 réserve »; « pas de réponse » where nobody answered."""
    words = [
        ngettext("%(n)s sans objection", "%(n)s sans objection", numbers["consent"])
        % {"n": numbers["consent"]},
        ngettext("%(n)s réserve", "%(n)s réserves", numbers["reserve"]) % {"n": numbers["reserve"]},
        ngettext("%(n)s objection", "%(n)s objections", numbers["objection"])
        % {"n": numbers["objection"]},
        ngettext("%(n)s abstention", "%(n)s abstentions", numbers["abstention"])
        % {"n": numbers["abstention"]},
    ]
    given = (numbers["consent"], numbers["reserve"], numbers["objection"], numbers["abstention"])
    said = [word for word, number in zip(words, given, strict=True) if number]
    return ", ".join(said) or _("pas de réponse")
