"""The look of a stake, from its key (`referentiel/signs.py`)."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from referentiel.signs import mark_of, tone_of

register = template.Library()


@register.filter
def stake_class(key: str) -> str:
    """Returns the class that gives a stake its colours."""
    tone = tone_of(key)
    return f"stake--tone{tone}" if tone else f"stake--{key}"


@register.filter
@lru_cache(maxsize=1024)
def stake_sign(key: str) -> SafeString:
    """Shows the sign of a stake: a drawing, or its mark. Its name stands beside it, so nobody hears the sign."""
    mark = mark_of(key)
    if mark:
        return format_html('<span class="sign sign--mark" aria-hidden="true">{}</span>', mark)
    return format_html('<span class="sign sign--{}" aria-hidden="true"></span>', key)
