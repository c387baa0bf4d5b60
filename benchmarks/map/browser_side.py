"""What is asked in the browser: when a way has drawn, how long a zoom takes, and where to press."""

from __future__ import annotations

from typing import Final

COUNT_BYTES: Final = """
window.bytesCome = 0;
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      window.bytesCome += data.byteLength ?? data.size ?? data.length;
    });
  }
};
const plain = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, options) {
  const keeps = String(kind).startsWith("webgl") ? { ...options, preserveDrawingBuffer: true } : options;
  return plain.call(this, kind, keeps);
};
"""
"""Counts what comes through Streamlit's connection, and keeps WebGL's picture so that it can be looked at."""

FETCHED: Final = (
    """() => performance.getEntriesByType("resource").reduce((sum, one) => sum + one.transferSize, 0)"""
)

_PICTURE: Final = "await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));"

LEAFLET_DRAWN: Final = {
    "symgeo": """([sites, lines]) => {
      const map = document.querySelector(".symgeo-map");
      if (!map || map.dataset.land !== "drawn" || map.dataset.counties !== "drawn") return false;
      const drawn = JSON.parse(map.dataset.drawn || "{}");
      return drawn.sites === sites && (!lines || drawn.opportunity > 0);
    }""",
    "marker": """([sites, lines]) => window.map_div?._layers
      && document.querySelectorAll(".leaflet-marker-icon").length >= sites
      && Object.values(map_div._layers).filter((layer) => layer instanceof L.Polyline).length >= lines""",
    "geojson": """([sites, lines]) => window.map_div?._layers
      && Object.values(map_div._layers).filter((layer) => layer.feature).length >= sites + lines""",
    "cluster": """() => document.querySelectorAll(".marker-cluster").length > 0""",
}
"""True in the map's frame once everything is in the map; the next picture shows it. Before there is a map,
its name stands for the empty element."""

LEAFLET_ZOOM_MS: Final = f"""async (step) => {{
  const begin = performance.now();
  map_div.setZoom(map_div.getZoom() + step, {{ animate: false }});
  {_PICTURE}
  return performance.now() - begin;
}}"""
"""Time in ms from asking for the next zoom to its picture, without Leaflet's quarter second of movement."""

LEAFLET_GO: Final = "([lat, lon]) => void map_div.setView([lat, lon], 13, { animate: false })"
LEAFLET_NEXT_PICTURE: Final = f"async () => {{ {_PICTURE} }}"

DECK_LOOK: Final = """() => {
  const canvas = document.querySelector("#deckgl-overlay, [data-testid='stDeckGlJsonChart'] canvas");
  if (!canvas || !canvas.width) return "";
  const small = document.createElement("canvas");
  [small.width, small.height] = [160, 80];
  const context = small.getContext("2d");
  context.drawImage(canvas, 0, 0, 160, 80);
  const pixels = context.getImageData(0, 0, 160, 80).data;
  let seen = 0, sum = 0;
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] === 0) continue;
    seen += 1;
    sum = (sum * 31 + i + pixels[i]) % 1e9;
  }
  return seen ? `${seen} ${sum}` : "";
}"""
"""A fingerprint of deck.gl's picture; "" while it is empty."""

DECK_ZOOM_MS: Final = f"""async (step) => {{
  const look = {DECK_LOOK};
  const canvas = document.querySelector("#deckgl-overlay, [data-testid='stDeckGlJsonChart'] canvas");
  const box = canvas.getBoundingClientRect();
  const [before, begin] = [look(), performance.now()];
  const [clientX, clientY] = [box.left + box.width / 2, box.top + box.height / 2];
  const turn = {{ clientX, clientY, deltaY: -240 * step, bubbles: true, cancelable: true }};
  canvas.dispatchEvent(new WheelEvent("wheel", turn));
  while (look() === before && performance.now() - begin < 30000) {{ {_PICTURE} }}
  return performance.now() - begin;
}}"""

IS_PRESSED: Final = """() => {
  const text = document.body.innerText;
  return text.includes("pressed ") && !text.includes("pressed nothing");
}"""
"""True in the page once Python has answered the press."""
