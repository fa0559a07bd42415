"""Numbers as texts that stand in the same order, for pages that compare texts."""


def sortable(number: int) -> str:
    """A number from 0 behind the count of its digits: « 011 », « 012 », « 0210 ». Short, since each frame holds one."""
    digits = str(number)
    return f"{len(digits):02d}{digits}"
