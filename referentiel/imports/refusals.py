"""Files that cannot be read, each with a sentence that says what to do next."""

from django.core.exceptions import ValidationError


class Unreadable(ValidationError):
    """A file, or a pasted table, that no référentiel can be read from."""
