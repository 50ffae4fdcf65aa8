"""Private notes on a case, or on a passage of it."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.models import Practice
from subscribers.models import Note
from subscribers.views.keeping import keeps, takes_away

MOST_NOTES = 5000


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ("passage", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


@keeps
@require_safe
def notes(request):
    kept = request.user.notes.select_related("practice").order_by("practice__title", "made_at")
    return render(request, "subscribers/notes.html", {"notes": kept})


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def new_note(request, slug: str):
    """Write a note on a case; ``?passage=`` names the part of it that is meant."""
    practice = get_object_or_404(Practice.objects.visible_to(request.reader), slug=slug)
    note = Note(user=request.user, practice=practice)
    initial = {"passage": request.GET.get("passage", "")[:300]}
    form = NoteForm(request.POST or None, instance=note, initial=initial)
    if request.method == "POST" and form.is_valid():
        if request.user.notes.count() >= MOST_NOTES:
            form.add_error(None, _("You have as many notes as there can be: delete one."))
        else:
            form.save()
            messages.success(request, _("The note is kept. Nobody else sees it."))
            return redirect(practice)
    return render(request, "subscribers/note.html", {"form": form, "practice": practice})


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def note(request, pk: int):
    mine = get_object_or_404(Note.objects.select_related("practice"), user=request.user, pk=pk)
    form = NoteForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("notes")
    return render(request, "subscribers/note.html", {"form": form, "practice": mine.practice})


@keeps
@takes_away
@require_POST
def delete_note(request, pk: int):
    get_object_or_404(Note, user=request.user, pk=pk).delete()
    return redirect("notes")
