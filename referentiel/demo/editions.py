"""Two editions of the demonstration référentiel: one before its balises went on in their life, one after."""

from collections.abc import Iterable

from referentiel.commands.base import Author
from referentiel.commands.editions import Prepared, draft_edition, publish_draft
from referentiel.models import Balise, Edition
from referentiel.queries.editions import preview

SIGNATORIES = ("Collectif fictif de Bourg-Soleil", "Collectif fictif de Mont-Charbon")
FIRST = Prepared(
    title="Premier référentiel (exemple fictif)",
    foreword=(
        "Cette édition est un exemple : ses balises, ses territoires et ses signataires sont inventés. Elle montre ce"
        " qu’une première saison peut laisser à la suivante."
    ),
    signatories=SIGNATORIES,
    licence="cc-by-sa-4.0",
    balises=(),
)
SECOND = Prepared(
    title="Référentiel mis à l’épreuve (exemple fictif)",
    foreword=(
        "Cette édition est un exemple. D’autres territoires, inventés aussi, ont dit où ces balises tiennent et où"
        " elles sont à adapter ; certaines ont été reformulées, d’autres sont venues."
    ),
    signatories=(*SIGNATORIES, "Syndicat fictif du Canal"),
    licence="cc-by-sa-4.0",
    balises=(),
)


def publish_example(said: Prepared, balises: Iterable[Balise], *, author: Author) -> Edition:
    """Publishes what `said` says with these balises, as a person would: drafted, read, published."""
    chosen = [balise.pk for balise in balises]
    draft = draft_edition(
        Prepared(said.title, said.foreword, said.signatories, said.licence, chosen), author=author
    )
    return publish_draft(draft.pk, seen=preview(draft).mark, author=author)
