"""Keeps with whom people come, and whether the screen says whose voices are missing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ateliers", "0022_clock_of_a_step"),
    ]

    operations = [
        migrations.AddField(
            model_name="ateliersession",
            name="shows_voices",
            field=models.BooleanField(default=False, verbose_name="voix manquantes à l’écran"),
        ),
        migrations.AddField(
            model_name="participant",
            name="family",
            field=models.CharField(blank=True, max_length=20, verbose_name="famille d’acteurs"),
        ),
        migrations.AddField(
            model_name="participant",
            name="organisation",
            field=models.CharField(blank=True, max_length=120, verbose_name="organisation"),
        ),
    ]
