"""What a form was drawn for: a counter per card, balise and séance; a random number per ballot."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0004_revisions")]
    operations = [
        migrations.AddField(
            model_name="ateliersession",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="trajectorycard",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="proposal",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="ballot",
            name="version",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
    ]
