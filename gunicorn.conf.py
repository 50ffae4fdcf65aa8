"""How gunicorn serves the site; it reads this file by itself when started in this folder."""

import os
import shutil
from pathlib import Path

# Figures of all workers are gathered through files here; prometheus_client reads the variable.
FIGURES = Path(os.environ.get("DATA_DIR") or Path(__file__).with_name("var")) / "metrics"
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(FIGURES))

control_socket_disable = True
graceful_timeout = 5
timeout = 60
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 8_190
errorlog = "-"
loglevel = "warning"


def on_starting(server):
    shutil.rmtree(FIGURES, ignore_errors=True)
    FIGURES.mkdir(parents=True)


def post_worker_init(worker):
    from operation.heartbeat import Heartbeat

    worker.wsgi = Heartbeat(worker.wsgi, worker.notify)


def child_exit(server, worker):
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)
