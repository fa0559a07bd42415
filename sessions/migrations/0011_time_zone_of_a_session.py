"""A séance says in which time zone it is held. Older séances get the time zone of the site."""

from django.db import migrations, models

import sessions.models.session


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0010_methods_of_voting")]

    operations = [
        migrations.AddField(
            model_name="ateliersession",
            name="time_zone",
            field=models.CharField(
                default=sessions.models.session.usual_time_zone,
                max_length=40,
                verbose_name="fuseau horaire",
            ),
        ),
    ]
