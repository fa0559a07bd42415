"""Steps have a title, settings and state; kinds of step and card are checked by commands, not by columns."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0008_axes_leaves")]

    operations = [
        migrations.AlterField(
            model_name="step",
            name="kind_key",
            field=models.CharField(max_length=20, verbose_name="nature"),
        ),
        migrations.AddField(
            model_name="step",
            name="title",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="titre"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="step",
            name="settings",
            field=models.JSONField(blank=True, default=dict, verbose_name="réglages"),
        ),
        migrations.AddField(
            model_name="step",
            name="state",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name="trajectorycard",
            name="kind",
            field=models.CharField(max_length=12, verbose_name="nature"),
        ),
    ]
