"""Amendments of balises that are put to the test, and the edition whose text is tested."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0014_read_against")]

    operations = [
        migrations.AddField(
            model_name="trial",
            name="edition",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="édition"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="amends",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="amendments",
                to="ateliers.trial",
                verbose_name="amende",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="remembered_version",
            field=models.PositiveIntegerField(
                editable=False, null=True, verbose_name="version au référentiel"
            ),
        ),
    ]
