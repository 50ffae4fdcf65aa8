"""What each door is declared to say to each role: outcomes.txt, and the rule for the desk's lists.

A line of outcomes.txt is ``ROUTE | METHODS | WHO OUTCOME, WHO OUTCOME, ...``. WHO is a role, "anon"
for those who are not logged in, "staff" for all who may enter the desk, or "*" for all not named
before. OUTCOME is a status, or "login" for a way to the log-in page; 200/302 allows either.
A line that begins with ``OPEN_ACCESS`` and a space says what is otherwise under that setting.
"""

from pathlib import Path

from tests.doors.addresses import Door
from tests.doors.world import ROLES

FILE = Path(__file__).with_name("outcomes.txt")
OPEN_ACCESS = "OPEN_ACCESS "
GROUPS = {
    "anon": {"visitor", "deactivated"},
    "staff": {"curator", "chief_curator", "superuser"},
    "*": set(ROLES),
}
STANDARD = {
    "_changelist": ("view", "change"),
    "_add": ("add",),
    "_change": ("view", "change"),
    "_delete": ("delete",),
    "_history": ("view", "change"),
}


def declared(open_access: bool = False) -> dict[tuple[str, str], dict[str, str]]:
    """Return the outcome for each role by route and method, as the setting stands."""
    table, opened = {}, {}
    for line in FILE.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        route, methods, outcomes = (part.strip() for part in line.split(" | "))
        says: dict[str, str] = {}
        for pair in outcomes.split(","):
            who, said = pair.split()
            for role in sorted(GROUPS.get(who, {who})):
                says.setdefault(role, said)
        kind = opened if route.startswith(OPEN_ACCESS) else table
        for method in methods.split():
            kind[route.removeprefix(OPEN_ACCESS), method] = says
    return table | opened if open_access else table


def of_the_desk(door: Door, user, method: str) -> set[str] | None:
    """Return what a list or form of the desk may say to ``user``; None for any other door.

    Who is no staff is sent to log in; staff without the right is refused; with it, everything goes
    but a failure.
    """
    if not door.name.startswith("admin:"):
        return None
    staff = bool(user and user.is_active and user.is_staff)
    if door.name.endswith("<path:object_id>/"):
        return {"302"} if staff else {"login"}
    suffix = next((end for end in STANDARD if door.name.endswith(end)), None)
    if suffix is None or door.name == "admin:password_change":
        return None
    if not staff:
        return {"login"}
    app, _dot, rest = door.name.removeprefix("admin:").partition("_")
    model = rest.removesuffix(suffix)
    rights = STANDARD[suffix]
    if any(user.has_perm(f"{app}.{right}_{model}") for right in rights):
        return {"200", "302", "400", "403", "404"}
    return {"302", "403"} if suffix == "_history" else {"403"}
