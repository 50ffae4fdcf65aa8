from django.core.management.base import BaseCommand

from cases.links import SECONDS_BETWEEN, LinkCheckRun, broken_links, take_stock

SAY_EVERY = 25


class Command(BaseCommand):
    help = (
        "Asks the web addresses that cases, organisations and cycles name whether they still "
        "answer. Stop it whenever you like: the next run goes on where this one was."
    )

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, help="ask at most so many addresses")
        parser.add_argument(
            "--between",
            type=float,
            default=SECONDS_BETWEEN,
            help="seconds between two questions to one host (%(default)s)",
        )

    def handle(self, most, between, **options):
        take_stock()
        asked = LinkCheckRun(between=between).go(most, self._say)
        self.stdout.write(f"{asked} links asked; {broken_links().count()} are broken.")

    def _say(self, done: int, total: int, link, check):
        if check.failed:
            self.stdout.write(f"{link.url}: {check}")
        if done % SAY_EVERY == 0 or done == total:
            self.stderr.write(f"{done} of {total} links")
