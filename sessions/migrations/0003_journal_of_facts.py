"""The journal says facts: an event, a noun, a subject; no longer the fragments of page that changed.

Entries are rewritten only this once. Number, time and actor stay. The subject of a fact is read
from the fragments that the entry named; where they do not tell it, it is 0.
"""

from importlib import import_module

from django.db import migrations, models

never_rewritten = import_module("sessions.migrations.0002_journal_never_rewritten")

NOUNS = {
    # The noun of an event by how its name begins: the noun, and what its fragment was called.
    "card_": ("card", "card-"),
    "balise_": ("proposal", "proposal-"),
    "participant_": ("participant", "person-"),
    "poll_": ("poll", ""),
    "ballot_": ("poll", ""),
    "step_": ("step", ""),
    "session_": ("session", ""),
}
BATCH = 500


def say_facts(apps, schema_editor):
    entries = apps.get_model("ateliers", "JournalEntry").objects.using(
        schema_editor.connection.alias
    )
    batch = []
    for entry in entries.order_by("pk").iterator(chunk_size=BATCH):
        entry.noun, entry.subject = about(entry)
        entry.particulars = particulars(entry)
        batch.append(entry)
        if len(batch) == BATCH:
            entries.bulk_update(batch, ["noun", "subject", "particulars"])
            batch = []
    entries.bulk_update(batch, ["noun", "subject", "particulars"])


def about(entry):
    noun, prefix = next(
        (known for beginning, known in NOUNS.items() if entry.event.startswith(beginning)), ("", "")
    )
    if noun == "session":
        return noun, entry.session_id
    named = [one for one in entry.fragments if prefix and one.startswith(prefix)]
    return noun, int(named[0].removeprefix(prefix)) if len(named) == 1 else 0


def particulars(entry):
    """The ids of the added territories, and of the votes of a balise, are lost. That there were some is still known."""
    if entry.event == "session_edited" and "board" in entry.fragments:
        return {"territories": []}
    if entry.event.startswith("balise_") and "poll" in entry.fragments:
        return {"polls": []}
    return {}


def name_the_board(apps, schema_editor):
    """The way back: the older code does not know facts, and the whole board is always right."""
    entries = apps.get_model("ateliers", "JournalEntry").objects.using(
        schema_editor.connection.alias
    )
    entries.update(fragments=["board"])


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0002_journal_never_rewritten")]
    operations = [
        migrations.RunPython(never_rewritten.allow_updates, never_rewritten.refuse_updates),
        migrations.RenameField("journalentry", "name", "event"),
        migrations.AddField(
            "journalentry",
            "noun",
            models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField("journalentry", "subject", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("journalentry", "particulars", models.JSONField(default=dict)),
        migrations.RunPython(say_facts, name_the_board),
        migrations.RemoveField("journalentry", "fragments"),
        # SQLite has remade the table, and forgotten its trigger.
        migrations.RunPython(never_rewritten.refuse_updates, never_rewritten.allow_updates),
    ]
