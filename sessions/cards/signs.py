"""The stylesheet of the kinds of card: each one's sign, and the pattern of its edge."""

from collections.abc import Callable

from sessions.cards.kinds import KINDS


def signs_stylesheet(address: Callable[[str], str]) -> str:
    """CSS, with each sign where `address` says that its static file is.

    It is in the layer of the cards: outside of all layers, it would win over every other rule.
    """
    rules = "".join(
        f'.kind-sign--{kind.key}, .card--{kind.key} {{ --sign: url("{address(kind.sign)}"); }}\n'
        f".card.card--{kind.key} > article {{ border-top-style: {kind.edge}; }}\n"
        for kind in KINDS.values()
    )
    return f"@layer parts {{\n{rules}}}\n"
