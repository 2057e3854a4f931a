"""Attention belongs to a tab, so that many tabs of one agent are one agent, and each knows when it left."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0007_folded_names")]
    operations = [
        migrations.RemoveConstraint("attention", "one_attention_per_case"),
        migrations.AddField("attention", "tab", models.CharField(max_length=40, default=""), preserve_default=False),
        migrations.AlterField(
            "attention",
            "doing",
            models.TextField(choices=[("looking", "Looking"), ("typing", "Typing"), ("noting", "Noting")]),
        ),
        migrations.AddConstraint(
            "attention", models.UniqueConstraint(fields=["agent", "tab"], name="one_case_for_each_tab")
        ),
    ]
