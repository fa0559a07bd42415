"""A séance is read against the stakes of a référentiel, and keeps the names under which they were read."""

import django.db.models.deletion
from django.db import connection, migrations, models
from django.db.models import OuterRef, Subquery

import referentiel.models.referentiel


def default_now():
    """The number of the default référentiel, while this migration runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM referentiel_referentiel WHERE slug = %s", ["villes-pairs"])
        return cursor.fetchone()[0]


def keep_names(apps, schema_editor):
    """What was read before is kept under the names of now: nobody knows those of then."""
    stakes = apps.get_model("referentiel", "Stake").objects
    name = stakes.filter(pk=OuterRef("stake")).values("short_title")
    apps.get_model("ateliers", "StakeReading").objects.update(read_as=Subquery(name))
    kept = list(stakes.order_by("position").values("key", "short_title", "title"))
    sessions = apps.get_model("ateliers", "AtelierSession").objects
    sessions.filter(status="closed").update(closed_stakes=kept)


def referentiel_of(default):
    """The column, for one migration or for good."""
    return models.ForeignKey(
        default=default,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="referentiel.referentiel",
        verbose_name="référentiel",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("ateliers", "0013_trials"),
        ("referentiel", "0008_referentiels"),
    ]

    operations = [
        migrations.AddField("ateliersession", "referentiel", referentiel_of(default_now)),
        migrations.AlterField(
            "ateliersession",
            "referentiel",
            referentiel_of(referentiel.models.referentiel.default_referentiel),
        ),
        migrations.AddField(
            "ateliersession", "closed_stakes", models.JSONField(default=list, editable=False)
        ),
        migrations.AddField(
            "stakereading",
            "read_as",
            models.CharField(
                blank=True, default="", editable=False, max_length=40, verbose_name="lu sous le nom"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(keep_names, migrations.RunPython.noop),
    ]
