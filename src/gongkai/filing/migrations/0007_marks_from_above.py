from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("filing", "0006_first_handed_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="mark",
            name="from_above",
            field=models.BooleanField(default=False),
        ),
    ]
