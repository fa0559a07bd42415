# The site, as `docker compose` runs it: the web processes, and the job that migrates before them.

FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --require-hashes --only-binary :all: -r requirements.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/site/var PORT=8000
# /srv/static exists so that the volume mounted there starts as this user's.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin site \
    && install -d -o site /srv/static
COPY --from=build /venv /venv
WORKDIR /site
COPY . .
# The key signs nothing here: it only lets the settings load.
RUN SECRET_KEY=only-while-the-image-is-built \
    python manage.py collectstatic --noinput --verbosity 0 \
    # The volume for files of resources starts as this user's.
    && install -d -o site -m 700 var/files
USER site
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=6s --start-period=20s --retries=3 \
    CMD ["python", "script/healthy"]
# exec form: SIGTERM reaches Daphne itself, which tells the rooms to reconnect before it stops.
CMD ["python", "-m", "facilitation.daphne_server", "-b", "0.0.0.0", "-p", "8000", "-v", "0", "--no-server-name", \
     "--proxy-headers", "--proxy-headers-host", "X-Real-IP", \
     "--websocket-max-message-size", "4096", "--websocket-max-frame-size", "4096", \
     "facilitation.asgi:application"]
