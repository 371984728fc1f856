"""Counts of what is public under each item of the law come from this index alone, however many items there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0004_what_a_batch_was_read_from")]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["agency", "state", "root", "released_on"], name="item_agency_state_root"),
        ),
    ]
