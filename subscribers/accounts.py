"""How this site uses django-allauth: its mails, its client addresses, its sign-up form."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.utils.crypto import get_random_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fields.text import refuse_line_control_characters
from web.addresses import on_this_site
from web.client import client_address
from web.mail import write_mail


class AccountAdapter(DefaultAccountAdapter):
    """Sends through the outbox, with addresses of the configured host, whatever host was asked."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        host = self.request.build_absolute_uri("/")
        site = SimpleNamespace(name=settings.SITE_NAME, domain=urlsplit(settings.SITE_URL).netloc)
        context = {name: _at_home(value, host) for name, value in context.items()}
        message = self.render_mail(template_prefix, email, {**context, "current_site": site})
        text = {"mail_subject": message.subject, "mail_text": message.body}
        write_mail("account", [email], text, language=get_language() or "")

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.SITE_NAME}: {subject}"

    def get_client_ip(self, request) -> str:
        return client_address(request)

    def populate_username(self, request, user) -> None:
        """Names are for the database alone: people log in with their e-mail address."""
        if not user.username:
            user.username = get_random_string(16).lower()


class MFAAdapter(DefaultMFAAdapter):
    def _get_site_name(self) -> str:
        return settings.SITE_NAME

    def build_totp_svg(self, url: str) -> SafeString:
        """Return the code as an SVG element for the page: its policy allows no data: images."""
        return mark_safe(super().build_totp_svg(url).partition("?>")[2])


def _at_home(value, host: str):
    """Return a web address of the host that was asked as one of the configured host."""
    if isinstance(value, str) and value.startswith(host):
        return on_this_site(value[len(host) - 1 :])
    return value


def _name_field(label: str, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=150,
        validators=[refuse_line_control_characters],
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
    )


class SignupForm(forms.Form):
    """Asks for the name that stands in the head of every page; allauth adds address and password.

    Raises nothing: what allauth saves are the fields ``first_name`` and ``last_name`` of the user.
    """

    first_name = _name_field(_("First name"), "given-name")
    last_name = _name_field(_("Last name"), "family-name")

    def signup(self, request, user) -> None:
        """Called by allauth when the user is saved; the names are in it already."""


def display_name(user) -> str:
    """Return the name that stands in the head of every page."""
    return user.get_full_name() or user.email or user.get_username()


def lacks_second_factor(user) -> bool:
    """Return whether ``user`` is staff without a second factor: such are asked to set one up."""
    return user.is_staff and not is_mfa_enabled(user)
