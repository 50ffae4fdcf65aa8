from django.db import models


class PeriodicRun(models.Model):
    """When a periodic command was last started, and how that ended."""

    command = models.CharField(max_length=50, primary_key=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    exit_code = models.SmallIntegerField(null=True, blank=True)

    def __str__(self):
        return self.command
