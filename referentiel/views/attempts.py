"""How a form of those who keep the référentiel is tried."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.forms import Form

Answer = TypeVar("Answer")


def attempt(
    form: Form,
    perform: Callable[[], Answer],
    *,
    outdated: type[ValidationError] | None = None,
) -> Answer | None:
    """Performs the command when the form is valid; returns None when it is not, or when the référentiel refuses.

    The form then carries the reasons, and everything that was typed. A refusal of the kind `outdated` is raised: the
    view shows the other text beside the typed one.
    """
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return perform()
    except ValidationError as refused:
        if outdated is not None and isinstance(refused, outdated):
            raise
        form.add_error(None, refused)
        return None
