from django.db import migrations, models


def remember(apps, editor):
    """Take it that every group was offered every right there is so far: what it lacks was taken."""
    rights = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label__in=["cases", "partners", "subscribers"]
    )
    offered = apps.get_model("web", "OfferedRight")
    for group in apps.get_model("auth", "Group").objects.all():
        offered.objects.bulk_create(offered(group=group, right=right) for right in rights)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("web", "0003_forms_done_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="OfferedRight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(on_delete=models.deletion.CASCADE, to="auth.group"),
                ),
                (
                    "right",
                    models.ForeignKey(on_delete=models.deletion.CASCADE, to="auth.permission"),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "right"), name="web_right_offered_once"
                    )
                ],
            },
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
