"""Each name once, however it is typed: « LE MENÉ » is « Le Mené ».

Where rows already have the same name, all of them stay. Cards, ballots and the journal refer to one of
them, so no program can merge them. The oldest row keeps the name. The migration prints the number and the
name of the others, so that somebody renames them in the admin, or moves what they hold.
"""

import sys

from django.db import migrations, models

from texts.folding import LONGEST_KEY, name_key


def fold_names(apps, schema_editor):
    for noun in ("Territory", "Organisation"):
        rows = apps.get_model("referentiel", noun).objects.using(schema_editor.connection.alias)
        taken = {}
        for row in rows.order_by("pk"):
            key = name_key(row.name)
            row.name_key = key if key not in taken else apart(key, row.pk)
            row.save(update_fields=["name_key"])
            if key in taken:
                tell(row, taken[key])
            taken.setdefault(key, row)


def apart(key, pk):
    """A key that no name has: folded, a name never has two blanks in a row."""
    number = f"  {pk}"
    return key[: LONGEST_KEY - len(number)] + number


def tell(row, first):
    sys.stderr.write(
        f"\n  « {row.name} » (n° {row.pk}) porte le nom de « {first.name} » (n° {first.pk}) : "
        "les deux sont gardés. Renommez l’un d’eux dans l’administration.\n"
    )


class Migration(migrations.Migration):
    dependencies = [("referentiel", "0001_initial")]
    operations = [
        *(
            migrations.AddField(
                noun, "name_key", models.CharField(default="", editable=False, max_length=240)
            )
            for noun in ("territory", "organisation")
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
        *(
            migrations.AlterField(
                noun, "name_key", models.CharField(editable=False, max_length=240, unique=True)
            )
            for noun in ("territory", "organisation")
        ),
    ]
