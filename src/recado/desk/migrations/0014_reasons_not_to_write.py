"""Two lists more: addresses from which mail comes back, and those that called it spam."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0013_mail_conversations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="listed",
            name="list",
            field=models.TextField(
                choices=[
                    ("block", "Block"),
                    ("no_auto_reply", "No Auto Reply"),
                    ("ignore_cc", "Ignore Cc"),
                    ("failing", "Failing"),
                    ("complained", "Complained"),
                ]
            ),
        ),
    ]
