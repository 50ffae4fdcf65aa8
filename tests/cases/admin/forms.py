"""What a browser would send back for the form of a case, untouched."""

import html5lib

FORM = "practice_form"


def form_data(response, form_id: str = FORM) -> dict:
    """Return the names and values of the form's fields as they stand; buttons are left out."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    form = next(form for form in tree.iter("form") if form.get("id") == form_id)
    data: dict[str, list[str]] = {}
    for field in form.iter():
        if field.tag not in ("input", "select", "textarea"):
            continue
        name = field.get("name")
        if name and field.get("disabled") is None:
            data.setdefault(name, []).extend(_values(field))
    return {name: values for name, values in data.items() if values}


def _values(field) -> list[str]:
    if field.tag == "textarea":
        return [(field.text or "").removeprefix("\n")]
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and field.get("multiple") is None:
            chosen = options[:1]
        return [option.get("value", option.text or "") for option in chosen]
    if field.get("type") in ("submit", "button", "image", "file"):
        return []
    if field.get("type") in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.get("checked") is not None else []
    return [field.get("value", "")]
