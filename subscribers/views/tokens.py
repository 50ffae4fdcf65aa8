"""API tokens: a list, a form, and a secret that is shown once."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from subscribers.models import ApiToken
from subscribers.tokens import make_token
from subscribers.views.keeping import keeps, takes_away

MOST_TOKENS = 20


class TokenForm(forms.ModelForm):
    class Meta:
        model = ApiToken
        fields = ("name", "scope")


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request):
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        if request.user.apitokens.count() >= MOST_TOKENS:
            form.add_error(None, _("You have as many tokens as there can be: delete one."))
        else:
            secret, form = make_token(request.user, **form.cleaned_data), TokenForm()
    context = {"form": form, "secret": secret, "tokens": request.user.apitokens.all()}
    return render(request, "subscribers/tokens.html", context)


@keeps
@takes_away
@require_POST
def delete_token(request, pk: int):
    get_object_or_404(ApiToken, user=request.user, pk=pk).delete()
    return redirect("tokens")
