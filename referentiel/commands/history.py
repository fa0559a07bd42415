"""The only change that the history allows: removing somebody's name."""

from referentiel.models import HistoryEntry


def forget_author(account: int) -> int:
    """Removes the name of this account from every entry; returns how many entries had it. The changes stay.

    The right to erasure (docs/privacy.md).
    """
    if not account:
        raise ValueError("a script has no name to forget")
    return HistoryEntry.objects.filter(account=account).exclude(author="").update(author="")
