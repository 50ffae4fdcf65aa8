from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_claim_anchors'),
        ('partners', '0002_contact_requests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='practice',
            name='cases_practice_successor_is_another',
        ),
        migrations.RemoveField(
            model_name='practice',
            name='successor',
        ),
        migrations.AddField(
            model_name='practice',
            name='successor_uid',
            field=models.UUIDField(editable=False, null=True, verbose_name='identifier of the successor'),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(('successor_uid', models.F('uid')), _negated=True), name='cases_practice_successor_is_another'),
        ),
    ]
