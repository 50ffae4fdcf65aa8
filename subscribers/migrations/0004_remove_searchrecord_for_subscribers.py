from django.db import migrations, models


class Migration(migrations.Migration):
    """Forgets a column that nothing read. It stays in the table, with a default, for the release
    before, which writes it still; a later release drops it."""

    dependencies = [("subscribers", "0003_stated_places")]

    operations = [
        migrations.AlterField(
            "searchrecord", "for_subscribers", models.BooleanField(db_default=False, default=False)
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("searchrecord", "for_subscribers")]
        ),
    ]
