"""Corrects addresses that the admin once kept in capitals: with these, no spelling logged in any more."""

from django.db import migrations

from sessions.models.facilitator import LoginAddress, normal_address


def keep_in_one_form(apps, schema_editor):
    accounts = apps.get_model("ateliers", "Facilitator").objects
    known = dict(accounts.values_list("pk", "email"))
    for pk, address in known.items():
        normal = normal_address(address)
        # Two accounts of one address stay as they are: an administrator must choose between them.
        if normal != address and normal not in known.values():
            known[pk] = normal
            accounts.filter(pk=pk).update(email=normal)


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0005_versions")]
    operations = [
        migrations.AlterField(
            "facilitator",
            "email",
            LoginAddress(max_length=254, unique=True, verbose_name="adresse électronique"),
        ),
        migrations.RunPython(keep_in_one_form, migrations.RunPython.noop),
    ]
