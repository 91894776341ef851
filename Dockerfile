# One image for the site; compose.yaml shows it with PostgreSQL.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/kouan
WORKDIR /srv/kouan

# What the PDFs are set with; portal/pdf/system.py looks for it at the start.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*

COPY requirements.txt ./
RUN pip install --no-cache-dir --requirement requirements.txt

# Folder by folder: nothing that lies in the working tree beside them comes into the image.
COPY manage.py ./
COPY portal portal
COPY ports ports
COPY news news
COPY templates templates
COPY static static
COPY fixtures fixtures

# The key is for the build alone; collectstatic signs nothing. The account owns its data, not the code.
RUN SECRET_KEY=only-for-collecting-static-files-during-the-build-of-the-image \
    sh -c "python manage.py compile_catalogues && python manage.py collectstatic --noinput --verbosity 0" \
    && useradd --system --no-create-home --uid 10001 kouan \
    && chown -R kouan /var/lib/kouan
USER kouan

EXPOSE 8000
VOLUME /var/lib/kouan

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen(urllib.request.Request('http://127.0.0.1:8000/healthz', headers={'Host': 'localhost'}), timeout=4)"]

# A volume from an older image holds that image's static files, so they are collected once more.
CMD ["sh", "-c", "python manage.py migrate --noinput && python manage.py collectstatic --noinput --verbosity 0 && exec granian --interface wsgi --host 0.0.0.0 --port 8000 --workers 2 --blocking-threads 4 --no-ws --respawn-failed-workers portal.wsgi:application"]
