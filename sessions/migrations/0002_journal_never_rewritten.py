"""The database itself refuses to change an entry of the journal, whoever asks (invariant I17).

Deletion is not refused here: erasing a whole séance deletes its entries, and a gap shows anyway.
SQLite forgets triggers when a later migration remakes the table: tests/faults notices.
"""

from django.db import migrations

ON_SQLITE = """
CREATE TRIGGER journal_never_rewritten BEFORE UPDATE ON ateliers_journalentry
BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten'); END
"""
FUNCTION = """
CREATE FUNCTION journal_never_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the journal is never rewritten' USING ERRCODE = 'restrict_violation'; END $$
"""
ON_POSTGRESQL = """
CREATE TRIGGER journal_never_rewritten BEFORE UPDATE ON ateliers_journalentry
FOR EACH ROW EXECUTE FUNCTION journal_never_rewritten()
"""


def refuse_updates(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(ON_SQLITE)
    else:
        schema_editor.execute(FUNCTION)
        schema_editor.execute(ON_POSTGRESQL)


def allow_updates(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER journal_never_rewritten")
    else:
        schema_editor.execute("DROP TRIGGER journal_never_rewritten ON ateliers_journalentry")
        schema_editor.execute("DROP FUNCTION journal_never_rewritten()")


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0001_initial")]
    operations = [migrations.RunPython(refuse_updates, allow_updates)]
