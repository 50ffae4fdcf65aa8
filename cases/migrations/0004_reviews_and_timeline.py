import django.db.models.deletion
import django.utils.timezone
import fields.text
from django.conf import settings
from django.db import migrations, models


def name_steps(apps, schema_editor):
    """Say which step each line of a timeline tells of, from the states it led between."""
    events = apps.get_model("cases", "WorkflowEvent").objects
    for state, step in (("returned", "return"), ("published", "publish"), ("archived", "archive")):
        events.filter(to_state=state).update(step=step)
    events.filter(from_state="published", to_state="published").update(step="revise")


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_proposals_and_signatures'),
        ('partners', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', fields.text.PlainCharField(max_length=120, verbose_name='criterion')),
                ('question', fields.text.PlainCharField(blank=True, max_length=300, verbose_name='guiding question')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'criterion',
                'verbose_name_plural': 'criteria',
                'ordering': ['format', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(choices=[(1, 'first review'), (2, 'second review')], verbose_name='review')),
                ('current', models.BooleanField(default=True, verbose_name='counts')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('recommendation', models.CharField(blank=True, choices=[('publish', 'publish'), ('correct', 'return for correction'), ('refuse', 'do not publish')], max_length=7, verbose_name='recommendation')),
                ('remark', fields.text.PlainTextField(blank=True, max_length=10000, verbose_name='in all')),
                ('given_at', models.DateTimeField(blank=True, null=True, verbose_name='given')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'reviews',
                'ordering': ['practice', 'place', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('place__in', [1, 2])), name='cases_review_place_known'), models.CheckConstraint(condition=models.Q(('recommendation__in', ['', 'publish', 'correct', 'refuse'])), name='cases_review_recommendation_known'), models.CheckConstraint(condition=models.Q(('given_at', None), models.Q(('recommendation', ''), _negated=True), _connector='OR'), name='cases_review_given_with_recommendation')],
            },
        ),
        migrations.CreateModel(
            name='ReviewRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', fields.text.PlainTextField(max_length=10000, verbose_name='remark')),
            ],
            options={
                'verbose_name': 'remark',
                'verbose_name_plural': 'remarks',
                'ordering': ['criterion__position', 'pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='practice',
            options={'ordering': ['title', 'pk'], 'permissions': [('read_closed_parts', 'Can read the parts open to subscribers'), ('contribute_practice', 'Can enter practices and change own drafts'), ('review_practice', 'Can be asked to review practices'), ('publish_practice', 'Can publish, return and archive practices'), ('publish_unreviewed_practice', 'Can publish practices without two reviews')], 'verbose_name': 'practice', 'verbose_name_plural': 'practices'},
        ),
        migrations.AddField(
            model_name='practice',
            name='successor',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='predecessors', to='cases.practice', verbose_name='successor'),
        ),
        migrations.AddField(
            model_name='workflowevent',
            name='step',
            field=models.CharField(choices=[('submit', 'submitted'), ('return', 'returned'), ('publish', 'published'), ('revise', 'revised'), ('archive', 'archived as outdated'), ('assign', 'reviewer asked'), ('release', 'reviewer released'), ('review', 'review given')], default='submit', max_length=20, verbose_name='step'),
            preserve_default=False,
        ),
        migrations.RunPython(name_steps, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name='workflowevent',
            name='version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.practiceversion', verbose_name='published version'),
        ),
        migrations.AlterField(
            model_name='practiceversion',
            name='reason',
            field=fields.text.PlainTextField(blank=True, max_length=10000, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='workflowevent',
            name='reason',
            field=fields.text.PlainTextField(blank=True, max_length=10000, verbose_name='reason'),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(('successor', models.F('id')), _negated=True), name='cases_practice_successor_is_another'),
        ),
        migrations.AddField(
            model_name='criterion',
            name='format',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='cases.narrativeformat', verbose_name='narrative format'),
        ),
        migrations.AddField(
            model_name='review',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by'),
        ),
        migrations.AddField(
            model_name='review',
            name='practice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='cases.practice', verbose_name='practice'),
        ),
        migrations.AddField(
            model_name='review',
            name='reviewer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reviews', to=settings.AUTH_USER_MODEL, verbose_name='reviewer'),
        ),
        migrations.AddField(
            model_name='workflowevent',
            name='review',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.review', verbose_name='review'),
        ),
        migrations.AddField(
            model_name='reviewremark',
            name='criterion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='cases.criterion', verbose_name='criterion'),
        ),
        migrations.AddField(
            model_name='reviewremark',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='cases.review', verbose_name='review'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('format', 'name'), name='cases_criterion_name_unique_in_format'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True)), fields=('practice', 'place'), name='cases_review_one_counts_in_each_place'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True)), fields=('practice', 'reviewer'), name='cases_review_by_two_persons'),
        ),
        migrations.AddConstraint(
            model_name='reviewremark',
            constraint=models.UniqueConstraint(fields=('review', 'criterion'), name='cases_reviewremark_once_per_criterion'),
        ),
    ]
