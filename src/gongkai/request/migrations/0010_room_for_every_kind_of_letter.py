from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("request", "0009_archived_again_after_reopening"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(max_length=60),
        ),
        migrations.AlterField(
            model_name="letterwording",
            name="kind",
            field=models.CharField(max_length=60),
        ),
    ]
