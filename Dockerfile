# symgeo in a container:  docker build -t symgeo .  and  docker run -p 127.0.0.1:8501:8501 symgeo
FROM python:3.13-slim
RUN useradd --create-home symgeo && install --directory --owner=symgeo /symgeo
WORKDIR /symgeo
USER symgeo
# What decides the environment goes first: it is built again only when one of these files changes.
COPY --chown=symgeo requirements*.txt ./
COPY --chown=symgeo symgeo/__init__.py symgeo/__main__.py symgeo/errors.py symgeo/
COPY --chown=symgeo symgeo/bootstrap symgeo/bootstrap
COPY --chown=symgeo symgeo/cli symgeo/cli
COPY --chown=symgeo symgeo/web/npm symgeo/web/npm
RUN python3 -m symgeo setup
COPY --chown=symgeo . .
# Inside a container, 127.0.0.1 would be the container alone.
ENV STREAMLIT_SERVER_ADDRESS=0.0.0.0
EXPOSE 8501
HEALTHCHECK CMD ["python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/health')"]
CMD ["python3", "-m", "symgeo", "run", "--no-browser"]
