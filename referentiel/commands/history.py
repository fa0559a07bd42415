"""The one thing that ever changes in the history: a name that has to go."""

from referentiel.models import HistoryEntry


def forget_author(account: int) -> int:
    """Takes the name of this account out of every entry; returns how many had it. What was done stays.

    The right to erasure (docs/privacy.md).
    """
    if not account:
        raise ValueError("a script has no name to forget")
    return HistoryEntry.objects.filter(account=account).exclude(author="").update(author="")
