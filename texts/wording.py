"""How a balise is worded: with an infinitive (docs/domain.md, « A balise »)."""

import re

from texts.folding import equal_form

OPENING = re.compile(r"^(?:ne\s+(?:pas|plus|jamais|rien)\s+|n'\s*)?(?:se\s+|s'\s*|en\s+|y\s+)*")
INFINITIVE = re.compile(r"^(?:[^\W\d_]+-)*[^\W\d_]+(?:er|ir|re)\b")
NOT_VERBS = frozenset({"notre", "votre", "autre", "entre", "contre", "outre", "quatre", "maire"})
LONGEST_READ = 60
"""Signs looked at: a verb stands in front, and a pattern never sees a whole long text."""


def starts_with_infinitive(statement: str) -> bool:
    """« Mettre en trajectoire », « Ne pas s’épuiser », « S’appuyer sur… »; not « Notre maire »."""
    # Folded: small letters, composed accents, one kind of apostrophe, nothing unseen.
    front = equal_form(statement)[:LONGEST_READ]
    start = OPENING.sub("", front, count=1)
    verb = INFINITIVE.match(start)
    return verb is not None and verb[0] not in NOT_VERBS
