import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referentiel", "0004_balises"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="numéro")),
                ("published_on", models.DateField(verbose_name="publiée le")),
                ("title", models.CharField(max_length=150, verbose_name="titre")),
                (
                    "signatories",
                    models.JSONField(blank=True, default=list, verbose_name="signataires"),
                ),
                (
                    "removals",
                    models.JSONField(blank=True, default=list, verbose_name="signataires retirés"),
                ),
                ("contents", models.JSONField(verbose_name="contenu")),
                (
                    "mark",
                    models.CharField(editable=False, max_length=64, verbose_name="empreinte"),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referentiel.historyentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "édition",
                "verbose_name_plural": "éditions",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="EditionDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="titre")),
                (
                    "foreword",
                    models.TextField(blank=True, max_length=6000, verbose_name="avant-propos"),
                ),
                (
                    "signatories",
                    models.TextField(blank=True, max_length=6000, verbose_name="signataires"),
                ),
                ("licence", models.CharField(max_length=30, verbose_name="licence")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "balises",
                    models.ManyToManyField(
                        blank=True,
                        related_name="drafts",
                        to="referentiel.balise",
                        verbose_name="balises",
                    ),
                ),
            ],
            options={
                "verbose_name": "projet d’édition",
                "verbose_name_plural": "projets d’édition",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="edition_number_from_one"
            ),
        ),
    ]
