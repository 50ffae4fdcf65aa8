"""Rows saved together with what follows from saving them."""

from django.db import models, transaction


class AtomicModel(models.Model):
    """A model whose ``save`` ends only when all that listens to it has written its part.

    Django tells ``post_save`` after the row is committed, unless a transaction is open: a process
    killed between the two would leave a changed practice that the change log does not know.
    """

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic(using=kwargs.get("using"), savepoint=False):
            super().save(*args, **kwargs)
