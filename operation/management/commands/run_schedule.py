import logging
import signal
import subprocess
import threading

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from operation.schedule import SCHEDULE, claim, note_end, start

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 15
AT_ONCE = 3
"""So many commands run side by side: one that takes hours holds up no mail."""


class Command(BaseCommand):
    help = "Runs the periodic commands, each when it is due, until it is stopped."

    def add_arguments(self, parser):
        names = ", ".join(SCHEDULE)
        once = "run what is due now, one after the other, then end"
        parser.add_argument("--once", action="store_true", help=once)
        chosen = {"nargs": "+", "choices": SCHEDULE, "metavar": "COMMAND"}
        parser.add_argument("--only", default=list(SCHEDULE), help=f"of {names}, these", **chosen)
        parser.add_argument("--without", default=[], help="all but these", **chosen)

    def handle(self, once, only, without, **options):
        self.stop, self.running = threading.Event(), {}
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        commands = [name for name in SCHEDULE if name in only and name not in without]
        while not self.stop.is_set():
            for command in commands:
                self._start_if_due(command)
                while once and self.running and not self.stop.is_set():
                    self._look_back(0.1)
            if once:
                break
            self._look_back(1 if self.running else LOOK_EVERY_SECONDS)
            close_old_connections()
        for process in self.running.values():
            process.terminate()
            process.wait()
        self._look_back(0)

    def _start_if_due(self, command: str) -> None:
        """Start one command; a database that is away ends nothing."""
        full = len(self.running) >= AT_ONCE or self.stop.is_set()
        try:
            if not full and command not in self.running and claim(command):
                self.running[command] = start(command)
        except DatabaseError as error:
            logger.error("The schedule waits: %s", error)

    def _look_back(self, seconds: float) -> None:
        """Note which commands have ended, and how; then wait if some have not."""
        ended = {name: done for name, done in self.running.items() if done.poll() is not None}
        for command, process in ended.items():
            del self.running[command]
            self._say(command, process)
        if self.running or not ended:
            self.stop.wait(seconds)

    def _say(self, command: str, process: subprocess.Popen) -> None:
        code = process.returncode
        self.stdout.write(f"{command}: {'done' if code == 0 else f'exit code {code}'}")
        self.stdout.flush()
        try:
            note_end(command, code)
        except DatabaseError as error:
            logger.error("How %s ended was not noted: %s", command, error)
