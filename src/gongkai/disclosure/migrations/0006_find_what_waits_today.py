"""What waits today is found without going through all that an agency ever published.

Conditions are of the kind "is not null": SQLite knows no other for a value that is only given when the query runs.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0005_count_what_is_public_by_root")]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["agency", "kind", "state", "released_on"], name="item_agency_kind"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["agency", "expires_on"], condition=Q(expires_on__isnull=False), name="item_to_expire"
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                fields=["agency", "take_down_due_on"],
                condition=Q(take_down_due_on__isnull=False),
                name="publication_to_take_down",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["item", "state"], name="edition_item_state"),
        ),
    ]
