# One image for the web server, the scheduler and the backup job.

FROM python:3.11-slim-trixie AS packages
WORKDIR /build
COPY requirements.txt .
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: -r requirements.txt

FROM python:3.11-slim-trixie
# pg_dump must not be older than the server in docker-compose.yml; FriBiDi sets Arabic on preview cards.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libfribidi0=1.* postgresql-client=17* \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home site \
 && mkdir -p /data/backups \
 && chown -R 10001 /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    DATA_DIR=/data \
    STATIC_ROOT=/app/staticfiles \
    COLLECTED_STATIC=true \
    LOG_FORMAT=json \
    PORT=8000
RUN DATA_DIR=/tmp/build python manage.py collectstatic --no-input && rm -rf /tmp/build
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=60s --interval=15s --timeout=5s \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD ["gunicorn", "bestpractices.wsgi"]
