# Everything that is kept lies in /data; the rest is read-only, and nothing in the image belongs to a certain user.
FROM python:3.14-slim-trixie AS build
# What an operator wants besides: asyncpg for PostgreSQL, prometheus-client for numbers.
ARG WITH=""
WORKDIR /app
COPY requirements.txt .
RUN python -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.txt \
 && if [ -n "$WITH" ]; then .venv/bin/pip install --no-cache-dir --only-binary :all: $WITH; fi
COPY . .
RUN .venv/bin/python -m compileall -q main.py bot cogs command_line local_discord

FROM python:3.14-slim-trixie
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite+aiosqlite:////data/study.sqlite3 \
    BACKUPS=/data/backups \
    HEALTH_PORT=8081
# Made here, for a copy of a folder loses its mode: whoever the bot runs as may write in a volume that begins as this.
RUN mkdir -m 1777 /data
COPY --from=build /app /app
WORKDIR /app
VOLUME /data
USER 10001:10001
HEALTHCHECK --interval=60s --timeout=10s --start-period=120s CMD ["python", "main.py", "health"]
ENTRYPOINT ["python", "main.py"]
CMD ["run"]
