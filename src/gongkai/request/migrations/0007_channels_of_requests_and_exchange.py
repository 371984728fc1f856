import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agency", "0004_when_arrangements_were_loaded"),
        ("request", "0006_notices_and_standing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="inforequest",
            name="exported_on",
            field=models.DateField(blank=True, null=True, verbose_name="导出上报日期"),
        ),
        migrations.AlterField(
            model_name="step",
            name="kind",
            field=models.CharField(
                choices=[
                    ("arrived", "收到申请"),
                    ("contacted", "联系申请人"),
                    ("unreached", "联系不上"),
                    ("received", "登记"),
                    ("assigned", "交办"),
                    ("claimed", "认领"),
                    ("sent_back", "退回"),
                    ("chased", "催办"),
                    ("amendment_asked", "要求补正"),
                    ("amended", "收到补正"),
                    ("consultation_began", "征求意见"),
                    ("consultation_ended", "意见期结束"),
                    ("explanation_asked", "要求说明理由"),
                    ("explained", "说明了理由"),
                    ("delay_fixed", "确定合理延迟期限"),
                    ("extended", "延期"),
                    ("fee_noticed", "通知收费"),
                    ("fee_paid", "缴费"),
                    ("fee_cancelled", "作废收费通知"),
                    ("fee_refunded", "退费"),
                    ("submitted", "提交签发"),
                    ("returned", "退回修改"),
                    ("replied", "答复"),
                    ("closed", "终止办理"),
                    ("withdrawn", "申请人撤回"),
                    ("delivered", "送达"),
                    ("archived", "归档"),
                    ("reopened", "重新办理"),
                    ("merged", "合并答复"),
                    ("parted", "分开答复"),
                    ("converted", "转主动公开"),
                    ("overdue_explained", "说明超期原因"),
                    ("corrected", "更正登记"),
                    ("voided", "登记作废"),
                    ("rated", "评价"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Exchange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("way", models.CharField(choices=[("out", "导出"), ("in", "导入")], max_length=3, verbose_name="方向")),
                (
                    "state",
                    models.CharField(
                        choices=[("read", "待确认"), ("done", "已完成"), ("dropped", "已放弃")],
                        default="read",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="文件名")),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("sealed", models.BinaryField(default=bytes)),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="行数")),
                ("made", models.PositiveIntegerField(default=0, verbose_name="新建")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="更新")),
                ("has_identity", models.BooleanField(default=False, verbose_name="含申请人身份")),
                ("on", models.DateField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exchanges", to="agency.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="RequestChannel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("in_person", "当面提交"),
                            ("registered_post", "邮寄（需签收）"),
                            ("ordinary_post", "平常信函"),
                            ("fax", "传真"),
                            ("internet", "互联网"),
                            ("oral", "口头（代填）"),
                        ],
                        max_length=16,
                        verbose_name="渠道",
                    ),
                ),
                ("is_open", models.BooleanField(default=True, verbose_name="开通")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="地址、电话、邮箱或网址")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="request_channels", to="agency.agency"
                    ),
                ),
            ],
            options={
                "ordering": ("agency_id", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "channel"), name="request_channel_once_in_agency"),
                    models.CheckConstraint(
                        condition=models.Q(("is_open", True), ("channel__in", ("fax", "internet")), _connector="OR"),
                        name="request_channel_may_be_closed",
                    ),
                ],
            },
        ),
    ]
