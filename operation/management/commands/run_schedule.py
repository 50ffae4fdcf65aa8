import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from operation.schedule import SCHEDULE, claim, run

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 15


class Command(BaseCommand):
    help = "Runs the periodic commands, each when it is due, until it is stopped."

    def add_arguments(self, parser):
        names = ", ".join(SCHEDULE)
        parser.add_argument("--once", action="store_true", help="run what is due now, then end")
        chosen = {"nargs": "+", "choices": SCHEDULE, "metavar": "COMMAND"}
        parser.add_argument("--only", default=list(SCHEDULE), help=f"of {names}, these", **chosen)
        parser.add_argument("--without", default=[], help="all but these", **chosen)

    def handle(self, once, only, without, **options):
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        commands = [name for name in SCHEDULE if name in only and name not in without]
        while not stop.is_set():
            for command in commands:
                self._run_if_due(command)
            if once:
                break
            stop.wait(LOOK_EVERY_SECONDS)
            close_old_connections()

    def _run_if_due(self, command: str) -> None:
        """Run one command; a database that is away or a command that fails ends nothing."""
        try:
            if claim(command):
                code = run(command)
                self.stdout.write(f"{command}: {'done' if code == 0 else f'exit code {code}'}")
                self.stdout.flush()
        except DatabaseError as error:
            logger.error("The schedule waits: %s", error)
