"""What proposals say beside their statement, who writes on them, and which of them were merged."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ateliers", "0019_discussions"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="concept",
            field=models.TextField(blank=True, max_length=1500, verbose_name="concept opératoire"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="conditions",
            field=models.TextField(blank=True, max_length=1500, verbose_name="conditions"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="counter_example",
            field=models.TextField(blank=True, max_length=1500, verbose_name="contre-exemple"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="heir",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="ancestors",
                to="ateliers.proposal",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="is_shared",
            # Of those that exist, their authors were told that they alone may change them.
            field=models.BooleanField(default=False, verbose_name="à plusieurs"),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="is_shared",
            field=models.BooleanField(default=True, verbose_name="à plusieurs"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="merged_into",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="merged",
                to="ateliers.proposal",
                verbose_name="réunie à",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="method",
            field=models.TextField(blank=True, max_length=1500, verbose_name="méthode d’action"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="readings",
            field=models.JSONField(blank=True, default=list, verbose_name="lectures"),
        ),
    ]
