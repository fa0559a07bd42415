"""A poll says its method and its settings; the number of dots becomes one of these."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def dots_to_settings(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Every older poll is a vote by dots."""
    polls = apps.get_model("ateliers", "Poll").objects
    for dots in polls.order_by().values_list("dots", flat=True).distinct():
        polls.filter(dots=dots).update(settings={"dots": dots})


def settings_to_dots(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The way back."""
    polls = apps.get_model("ateliers", "Poll").objects
    for pk, settings in polls.filter(method_key="dots").values_list("pk", "settings"):
        polls.filter(pk=pk).update(dots=settings["dots"])


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0009_steps_of_an_agenda")]

    operations = [
        migrations.AddField(
            model_name="poll",
            name="method_key",
            field=models.CharField(default="dots", max_length=20, verbose_name="façon de voter"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="poll",
            name="settings",
            field=models.JSONField(blank=True, default=dict, verbose_name="réglages"),
        ),
        migrations.RunPython(dots_to_settings, settings_to_dots),
        migrations.RemoveField(model_name="poll", name="dots"),
        migrations.AlterField(
            model_name="ballot",
            name="choices",
            field=models.JSONField(verbose_name="choix"),
        ),
    ]
