from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agency", "0004_when_arrangements_were_loaded"),
        ("screening", "0002_numbers_of_examinations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="examination",
            index=models.Index(fields=["agency", "-opened_on", "-id", "state"], name="examination_opened"),
        ),
    ]
