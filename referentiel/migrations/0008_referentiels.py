"""Stakes belong to a référentiel. The stakes that exist are those of the default one."""

import django.db.models.deletion
from django.db import connection, migrations, models

import referentiel.models.referentiel
from texts.folding import name_key

SLUG, NAME = "villes-pairs", "Référentiel Villes pairs"


def add_default(apps, schema_editor):
    """Adds the référentiel of the source."""
    apps.get_model("referentiel", "Referentiel").objects.create(
        slug=SLUG, name=NAME, name_key=name_key(NAME)
    )


def default_now():
    """The number of its row, while this migration runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM referentiel_referentiel WHERE slug = %s", [SLUG])
        return cursor.fetchone()[0]


def referentiel_of(default):
    """The column, for one migration or for good."""
    return models.ForeignKey(
        default=default,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="stakes",
        to="referentiel.referentiel",
        verbose_name="référentiel",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("referentiel", "0007_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Referentiel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_key", models.CharField(editable=False, max_length=240, unique=True)),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="nom")),
                (
                    "slug",
                    models.SlugField(
                        max_length=120, unique=True, verbose_name="identifiant d’adresse"
                    ),
                ),
                (
                    "description",
                    models.CharField(blank=True, max_length=300, verbose_name="présentation"),
                ),
                (
                    "is_example",
                    models.BooleanField(default=False, verbose_name="exemple fictif"),
                ),
            ],
            options={
                "verbose_name": "référentiel",
                "verbose_name_plural": "référentiels",
                "ordering": ["id"],
            },
        ),
        migrations.RunPython(add_default, migrations.RunPython.noop),
        migrations.AddField("stake", "referentiel", referentiel_of(default_now)),
        migrations.AlterField(
            "stake",
            "referentiel",
            referentiel_of(referentiel.models.referentiel.default_referentiel),
        ),
        migrations.AlterField(
            "stake", "position", models.PositiveSmallIntegerField(verbose_name="rang")
        ),
        migrations.AlterField(
            "stake", "short_title", models.CharField(max_length=40, verbose_name="titre court")
        ),
        migrations.AddField(
            "stake", "is_retired", models.BooleanField(default=False, verbose_name="retiré")
        ),
        migrations.AlterModelOptions(
            "stake",
            options={
                "ordering": ["referentiel_id", "position"],
                "verbose_name": "enjeu",
                "verbose_name_plural": "enjeux",
            },
        ),
        migrations.AddConstraint(
            "stake",
            models.UniqueConstraint(fields=("referentiel", "position"), name="stake_position_once"),
        ),
        migrations.AddConstraint(
            "stake",
            models.UniqueConstraint(fields=("referentiel", "short_title"), name="stake_name_once"),
        ),
    ]
