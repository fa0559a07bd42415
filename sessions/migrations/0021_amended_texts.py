"""Amendments of before take the other texts of what they amend: they changed the statement alone."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TEXTS = ("concept", "method", "conditions", "counter_example")


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Without this, an amendment that waits would take these texts out of its balise."""
    proposals = apps.get_model("ateliers", "Proposal").objects
    versions = apps.get_model("referentiel", "BaliseVersion").objects
    for amendment in proposals.filter(amends__isnull=False).select_related("amends"):
        trial = amendment.amends
        tested = versions.filter(balise=trial.balise_id, number=trial.version).first()
        if tested is not None:
            texts = {name: getattr(tested, name) for name in TEXTS}
            proposals.filter(pk=amendment.pk).update(**texts)


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0020_emergence"), ("referentiel", "0012_pictures")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
