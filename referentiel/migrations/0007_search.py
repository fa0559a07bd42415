"""What the search finds, and the index of its words: GIN on PostgreSQL, FTS5 on SQLite (decision 0038).

On SQLite, Django makes a table anew when a later migration changes one of its columns, and triggers do not survive
that: such a migration drops the index before, and adds it again after.
"""

from django.db import migrations, models

POSTGRESQL = """
CREATE INDEX referentiel_search_words ON referentiel_searchentry
USING gin (array_to_tsvector(string_to_array(btrim(words), ' ')))
"""
# The table of FTS5 holds no text of its own: it reads the entries, and triggers tell it what changes in them. With the
# tokenizer `ascii`, a word is what stands between two spaces, whatever its letters.
SQLITE = """
CREATE VIRTUAL TABLE referentiel_searchwords
USING fts5(words, content='referentiel_searchentry', content_rowid='id', tokenize='ascii')
--
INSERT INTO referentiel_searchwords(referentiel_searchwords) VALUES ('rebuild')
--
CREATE TRIGGER referentiel_search_added AFTER INSERT ON referentiel_searchentry BEGIN
  INSERT INTO referentiel_searchwords(rowid, words) VALUES (new.id, new.words);
END
--
CREATE TRIGGER referentiel_search_removed AFTER DELETE ON referentiel_searchentry BEGIN
  INSERT INTO referentiel_searchwords(referentiel_searchwords, rowid, words) VALUES ('delete', old.id, old.words);
END
--
CREATE TRIGGER referentiel_search_changed AFTER UPDATE ON referentiel_searchentry BEGIN
  INSERT INTO referentiel_searchwords(referentiel_searchwords, rowid, words) VALUES ('delete', old.id, old.words);
  INSERT INTO referentiel_searchwords(rowid, words) VALUES (new.id, new.words);
END
"""
NO_POSTGRESQL = "DROP INDEX IF EXISTS referentiel_search_words"
NO_SQLITE = """
DROP TRIGGER IF EXISTS referentiel_search_added
--
DROP TRIGGER IF EXISTS referentiel_search_removed
--
DROP TRIGGER IF EXISTS referentiel_search_changed
--
DROP TABLE IF EXISTS referentiel_searchwords
"""


def add_index(apps, schema_editor):
    perform(schema_editor, {"postgresql": POSTGRESQL, "sqlite": SQLITE})


def drop_index(apps, schema_editor):
    perform(schema_editor, {"postgresql": NO_POSTGRESQL, "sqlite": NO_SQLITE})


def perform(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor].split("--"):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("referentiel", "0006_ateliers_and_resources"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "noun",
                    models.CharField(
                        choices=[
                            ("balise", "Balise"),
                            ("card", "Carte de trajectoire"),
                            ("territory", "Territoire"),
                            ("season", "Saison"),
                            ("resource", "Ressource"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("subject", models.PositiveBigIntegerField(verbose_name="fiche")),
                ("address", models.CharField(max_length=300, verbose_name="adresse")),
                ("title", models.CharField(max_length=300, verbose_name="titre")),
                ("body", models.TextField(blank=True, verbose_name="texte")),
                ("stakes", models.TextField(blank=True, verbose_name="enjeux")),
                ("territories", models.TextField(blank=True, verbose_name="territoires")),
                ("seasons", models.TextField(blank=True, verbose_name="saisons")),
                ("kinds", models.TextField(blank=True, verbose_name="natures des territoires")),
                ("state", models.CharField(blank=True, max_length=10, verbose_name="état")),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple fictif")),
                ("title_words", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "entrée de la recherche",
                "verbose_name_plural": "entrées de la recherche",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(
                fields=("noun", "subject"), name="search_entry_once"
            ),
        ),
        migrations.RunPython(add_index, drop_index),
    ]
