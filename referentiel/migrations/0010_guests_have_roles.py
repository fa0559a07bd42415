"""The guests of a collective get a role each: the rows between the two tables become a table of their own."""

import django.db.models.deletion
from django.db import migrations, models


def keep_guests(apps, schema_editor):
    """Copies the guests in their order."""
    collective, guest = (apps.get_model("referentiel", noun) for noun in ("Collective", "Guest"))
    between = collective.guests.through.objects.order_by("pk")
    guest.objects.bulk_create(
        guest(collective_id=row.collective_id, organisation_id=row.organisation_id)
        for row in between
    )


def forget_roles(apps, schema_editor):
    """Copies the guests back, without their roles."""
    collective, guest = (apps.get_model("referentiel", noun) for noun in ("Collective", "Guest"))
    between = collective.guests.through
    between.objects.bulk_create(
        between(collective_id=row.collective_id, organisation_id=row.organisation_id)
        for row in guest.objects.order_by("pk")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("referentiel", "0009_crossings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        help_text="À quel titre elle est là. Vide quand on ne sait pas.",
                        max_length=200,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="referentiel.collective",
                        verbose_name="collectif territorial",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="referentiel.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "invité",
                "verbose_name_plural": "invités",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective", "organisation"),
                        name="guest_once_a_collective",
                        violation_error_message="Ce collectif a déjà invité cette organisation.",
                    )
                ],
            },
        ),
        migrations.RunPython(keep_guests, forget_roles),
        migrations.RemoveField(model_name="collective", name="guests"),
        migrations.AddField(
            model_name="collective",
            name="guests",
            field=models.ManyToManyField(
                blank=True,
                related_name="collectives",
                through="referentiel.Guest",
                to="referentiel.organisation",
                verbose_name="invités",
            ),
        ),
        migrations.RemoveConstraint(model_name="collective", name="collective_once_a_season"),
        migrations.AddConstraint(
            model_name="collective",
            constraint=models.UniqueConstraint(
                fields=("season", "territory"),
                name="collective_once_a_season",
                violation_error_message="Ce territoire a déjà un collectif dans cette saison.",
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="before_season",
            field=models.BooleanField(default=False, verbose_name="partagée avant la saison"),
        ),
    ]
