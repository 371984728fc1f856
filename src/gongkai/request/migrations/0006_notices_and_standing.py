import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agency", "0004_when_arrangements_were_loaded"),
        ("request", "0005_what_the_counts_rest_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticePreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at_once", models.BooleanField(default=True, verbose_name="有事马上发邮件")),
                ("digest", models.BooleanField(default=True, verbose_name="每个工作日发一封待办汇总")),
            ],
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counted_on", models.DateField()),
                ("open", models.PositiveIntegerField(default=0)),
                ("in_hand", models.PositiveIntegerField(default=0)),
                ("to_confirm", models.PositiveIntegerField(default=0)),
                ("overdue", models.PositiveIntegerField(default=0)),
                ("due_soon", models.PositiveIntegerField(default=0)),
                ("stopped", models.PositiveIntegerField(default=0)),
                ("lapsed", models.PositiveIntegerField(default=0)),
                ("undelivered", models.PositiveIntegerField(default=0)),
                ("unassigned", models.PositiveIntegerField(default=0)),
                ("received_this_year", models.PositiveIntegerField(default=0)),
                ("replied_this_year", models.PositiveIntegerField(default=0)),
                ("disputes_open", models.PositiveIntegerField(default=0)),
                ("disputes_due", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="key",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["agency", "state"], name="message_of_agency"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True), fields=("key",), name="message_once"
            ),
        ),
        migrations.AddField(
            model_name="noticepreference",
            name="officer",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notice_preference",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="standing",
            name="agency",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="request_standing", to="agency.agency"
            ),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["-overdue", "-due_soon"], name="standing_worst"),
        ),
    ]
