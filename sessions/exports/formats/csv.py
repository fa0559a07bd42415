"""One file per table, in a zip, as a French spreadsheet opens it."""

from sessions.exports.facts import Outcome
from sessions.exports.tables import tables
from texts.spreadsheets import write_zip


def write_csv_zip(outcome: Outcome) -> bytes:
    """All tables, the empty ones with their header only."""
    return write_zip(tables(outcome))
