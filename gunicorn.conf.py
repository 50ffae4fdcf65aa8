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
max_requests = 200_000
max_requests_jitter = 20_000
limit_request_line = 8_190
errorlog = "-"
loglevel = "warning"


def on_starting(server):
    import operation.reloading  # noqa: F401 - what it holds is shared by all processes

    shutil.rmtree(FIGURES, ignore_errors=True)
    FIGURES.mkdir(parents=True)


def on_reload(server):
    from operation import reloading

    reloading.begin(server.cfg.workers)


def post_worker_init(worker):
    import gc

    from operation import reloading
    from operation.heartbeat import Heartbeat

    worker.wsgi = Heartbeat(worker.wsgi, worker.notify)
    reloading.end_only_when_others_can(worker.handle_exit)
    reloading.has_loaded()
    gc.collect()
    gc.freeze()  # what is loaded stays: to look for garbage there would take a tenth of a second


def worker_exit(server, worker):
    from operation import reloading

    if worker.pid == os.getpid() and not worker.booted:
        reloading.end_alone(worker.log)


def child_exit(server, worker):
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)
