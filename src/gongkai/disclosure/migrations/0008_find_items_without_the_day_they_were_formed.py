"""What an annual report has to ask for is found without going through all that was disclosed in the year."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0007_count_what_was_released_from_an_index")]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["agency", "released_on"], condition=Q(formed_on=None), name="item_undated"),
        ),
    ]
