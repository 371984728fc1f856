from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agency", "0004_when_arrangements_were_loaded"),
        ("disclosure", "0006_find_what_waits_today"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="item",
            name="item_agency_released",
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["agency", "-released_on", "-id", "state"], name="item_agency_released"),
        ),
    ]
