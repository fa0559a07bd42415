"""The kinds of card. To add one: its line here, and its sign in `static/img/kinds/<key>.svg`."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIRST, LAST, BEFORE_THE_LAST = 0, 9999, 9998
"""Years that no card has: where a card without a moment stands in its frise."""


@dataclass(frozen=True)
class CardKind:
    """One kind: a word, and the phrase that explains it. It has no behaviour."""

    key: str
    """12 signs at most, never renamed: cards and exports hold it."""
    word: str | Promise
    phrase: str | Promise = ""
    order: int = BEFORE_THE_LAST
    """Where it stands in its frise when it has no moment."""
    edge: str = "solid"
    """The pattern of its upper edge (CSS). It never carries the meaning alone."""

    @property
    def sign(self) -> str:
        """The static file of its sign: 24 × 24, black strokes on nothing."""
        return f"img/kinds/{self.key}.svg"


KINDS: dict[str, CardKind] = {
    kind.key: kind
    for kind in (
        CardKind("racine", _("Racine"), _("d’où nous venons"), order=FIRST),
        CardKind("etape", _("Étape"), _("un pas franchi")),
        CardKind("bifurcation", _("Bifurcation"), _("un tournant"), edge="double"),
        CardKind("appui", _("Appui"), _("ce qui nous a portés")),
        CardKind("obstacle", _("Obstacle"), _("ce qui nous a freinés"), edge="dashed"),
        CardKind("horizon", _("Horizon"), _("où nous allons"), order=LAST, edge="dotted"),
        CardKind("modele", _("Modèle économique"), _("qui paie quoi, pour quel effet")),
    )
}
"""In the order of the form."""

USUAL = "etape"
"""The one that is ticked in a new form."""


def kind_of(key: str) -> CardKind:
    """The kind with this key; a plain card when a row has a key that nobody knows (any more)."""
    return KINDS.get(key) or CardKind(key, _("Carte"))


def choices() -> list[tuple[str, str | Promise]]:
    """Key and word of each, for a form."""
    return [(kind.key, kind.word) for kind in KINDS.values()]
