import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ateliers", "0018_course_of_a_vote"),
        ("referentiel", "0012_pictures"),
    ]

    operations = [
        migrations.CreateModel(
            name="Discussion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.JSONField(editable=False)),
                ("after", models.JSONField(editable=False, null=True)),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="discussions",
                        to="ateliers.trajectorycard",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="discussions",
                        to="ateliers.ateliersession",
                    ),
                ),
                (
                    "stake",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referentiel.stake",
                    ),
                ),
            ],
            options={
                "verbose_name": "échange",
                "verbose_name_plural": "échanges",
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="ateliersession",
            name="discussion",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="ateliers.discussion",
            ),
        ),
    ]
