"""What happens to seats when people log in and when their addresses change."""

from subscribers.joining import join_by_domain, leave_lost_domains


def when_logged_in(sender, user, **kwargs):
    join_by_domain(user)


def when_confirmed(sender, email_address, **kwargs):
    join_by_domain(email_address.user)


def when_removed(sender, user, **kwargs):
    leave_lost_domains(user)
