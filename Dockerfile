# The bot as an image: `docker build --tag cortado .`; compose.yaml runs it beside PostgreSQL.
# Its root may be read-only: it writes to /data (where there is no PostgreSQL) and to /tmp, and nowhere else.
ARG BASE=docker.io/library/python:3.13-slim-bookworm

FROM ${BASE} AS packages
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv --without-pip /opt/cortado \
 && python -m pip --python /opt/cortado/bin/python install --no-cache-dir --disable-pip-version-check --no-compile \
    --no-deps --require-hashes --only-binary :all: -r requirements.lock
COPY LICENSE app.yaml ./
COPY bot bot
COPY migrations migrations
# Compiled once and for good: a start reads what it cannot write, and does not look at dates to see whether it is still true.
# Readable, however strict the checkout is.
RUN /opt/cortado/bin/python -m compileall -q --invalidation-mode unchecked-hash /opt/cortado/lib /app \
 && chmod -R a+rX /app

FROM ${BASE}
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Cortado" \
      org.opencontainers.image.description="Lean Coffee, refinement, Sprints and learning minutes for Scrum teams, inside Slack" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=packages /opt/cortado /opt/cortado
COPY --from=packages /app /app
RUN install -d -m 700 -o 10001 -g 10001 /data
# The bot is found in /app and nowhere else, also where a folder `bot` stands in /data. 10001 has no home, and slack_sdk asks for one.
ENV PATH=/opt/cortado/bin:/usr/local/bin:/usr/bin:/bin \
    HOME=/data \
    PYTHONPATH=/app \
    PYTHONSAFEPATH=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=3000
WORKDIR /data
VOLUME /data
EXPOSE 3000
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
