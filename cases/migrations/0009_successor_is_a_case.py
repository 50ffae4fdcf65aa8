import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def find_successors(apps, schema_editor):
    """Point each archived practice to the case that its identifier of a successor names."""
    practices = apps.get_model('cases', 'Practice').objects
    for practice in practices.exclude(successor_uid=None):
        practice.successor = practices.filter(uid=practice.successor_uid).first()
        practice.save(update_fields=['successor'])


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_recognition_disagreement'),
        ('partners', '0002_contact_requests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='practice',
            name='cases_practice_successor_is_another',
        ),
        migrations.AddField(
            model_name='practice',
            name='successor',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='predecessors', to='cases.practice', verbose_name='successor'),
        ),
        migrations.RunPython(find_successors, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(
            model_name='practice',
            name='successor_uid',
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(('successor', models.F('id')), _negated=True), name='cases_practice_successor_is_another'),
        ),
    ]
