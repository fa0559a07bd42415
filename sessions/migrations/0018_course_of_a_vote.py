"""A vote keeps how it goes on, and the round before it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0017_votes_with_their_settings")]

    operations = [
        migrations.AddField(
            model_name="poll",
            name="course",
            field=models.JSONField(
                blank=True, default=dict, editable=False, verbose_name="déroulement"
            ),
        ),
        migrations.AddField(
            model_name="poll",
            name="before",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="after",
                to="ateliers.poll",
                verbose_name="tour précédent",
            ),
        ),
    ]
