"""Reading from replicas, and going on when a database server is killed or frozen.

    routing.py    which database a query goes to
    failover.py   a request that meets a dead database is asked once more of another
    deadline.py   no query waits for a frozen server for ever

docs/scale.md describes the whole.
"""
