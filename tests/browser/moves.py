"""What people do again and again."""

from tests.cast import PASSWORD


def log_in(page, person):
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill(person.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button").click()
    page.get_by_role("button", name="Log out").wait_for()
