from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("filing", "0002_what_records_add"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="sheets",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="version",
            name="shown_hash",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
