"""Logs that name nobody: codes, keys of seats and login tokens are taken out of every line."""

import logging
import re

SECRETS = (
    (re.compile(r"/s/[^/\s?]+"), "/s/…"),
    (re.compile(r"/place/[^/\s?]+"), "/place/…"),
    (re.compile(r"/lien/[^/\s?]+/[^/\s?]+"), "/lien/…"),
    (re.compile(r"cle=[^&\s]+"), "cle=…"),
)


class WithoutSecrets(logging.Filter):
    """Rewrites each record; attached to the handler, so that nothing goes round it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the line is kept, what it must not say is not."""
        words = record.getMessage()
        for pattern, instead in SECRETS:
            words = pattern.sub(instead, words)
        record.msg, record.args = words, None
        # Django hangs the whole request on a record, cookies included.
        record.__dict__.pop("request", None)
        return True
