// Layers that carry columns from Python, and what happens when a reader points at or presses them.
(function (symgeo) {
  "use strict";

  // What is given stands over what is fetched: colours and what is chosen come with each run of the page,
  // the many rows stay.
  const Columns = L.Layer.extend({
    initialize(columns) {
      this.given = symgeo.unpack(columns);
    },
    onAdd(map) {
      if (!this.given.address) {
        this.show(map, this.given);
        return;
      }
      symgeo.columns(this.given.address, (rows) => {
        if (this._map) this.show(map, Object.assign(Object.create(rows), this.given));
      });
    },
    show(map, columns) {
      this.columns = columns;
      columns.layer = this;
      this.prepare(columns);
      this.take(map.symgeo.scene, columns);
    },
    onRemove(map) {
      if (this.columns) map.symgeo.scene.drop(this.columns);
    },
  });
  // Worked out once for rows that are shown again and again.
  function once(columns, name, make) {
    const rows = columns.address ? Object.getPrototypeOf(columns) : columns;
    rows[name] ??= make();
  }

  const Sites = Columns.extend({
    prepare(sites) {
      sites.dim ??= new Uint8Array(sites.id.length);
      once(sites, "world", () => symgeo.project(sites.lat, sites.lon));
      once(sites, "order", () => largestFirst(sites.size));
      once(sites, "rank", () => placesIn(sites.order));
      // Few maps ask for sites by their ids; most of those with many sites never do.
      let index = null;
      once(sites, "numberOf", () => (id) => {
        index ??= new Map(sites.id.map((one, i) => [one, i]));
        return index.get(id) ?? -1;
      });
    },
    take(scene, sites) {
      scene.setSites(sites);
    },
  });

  // Small ones stand on top and stay visible. There are few sizes: each has its turn.
  function largestFirst(sizes) {
    const counts = new Map();
    for (let i = 0; i < sizes.length; i += 1) counts.set(sizes[i], (counts.get(sizes[i]) || 0) + 1);
    const next = new Map();
    let at = 0;
    [...counts.keys()].sort((a, b) => b - a).forEach((size) => {
      next.set(size, at);
      at += counts.get(size);
    });
    const order = new Int32Array(sizes.length);
    for (let i = 0; i < sizes.length; i += 1) {
      order[next.get(sizes[i])] = i;
      next.set(sizes[i], next.get(sizes[i]) + 1);
    }
    return order;
  }

  // Where each number stands in an order.
  function placesIn(order) {
    const places = new Int32Array(order.length);
    for (let k = 0; k < order.length; k += 1) places[order[k]] = k;
    return places;
  }

  const Lines = Columns.extend({
    prepare(lines) {
      once(lines, "start", () => symgeo.project(lines.lat1, lines.lon1));
      once(lines, "finish", () => symgeo.project(lines.lat2, lines.lon2));
      once(lines, "turn", () => {
        const seen = new Map();
        return lines.from.map((from, i) => {
          const pair = `${from}\n${lines.to[i]}`;
          seen.set(pair, (seen.get(pair) ?? -1) + 1);
          return seen.get(pair);
        });
      });
    },
    take(scene, lines) {
      scene.addLines(lines);
    },
  });

  // Lines around groups of sites, with their names; nothing of it can be pressed.
  const Outlines = L.Layer.extend({
    initialize(groups) {
      this.groups = groups;
    },
    onAdd(map) {
      const { scene, look } = map.symgeo;
      const { lat, lon, name, rings } = this.groups;
      const style = {
        renderer: L.canvas({ pane: "symgeo-borders", padding: 0.4 }), pane: "symgeo-borders", interactive: false,
        color: look.accent, weight: 1.5, opacity: 0.9, dashArray: "5 4", fillColor: look.accent, fillOpacity: 0.07,
      };
      this.shapes = L.layerGroup(rings.map((ring) => L.polygon(ring, style))).addTo(map);
      const world = symgeo.project(lat, lon);
      this.labels = name.map((text, i) => ({ x: world.x[i], y: world.y[i], text }));
      scene.labels.groups = this.labels;
      scene.invalidate();
    },
    onRemove(map) {
      const { labels } = map.symgeo.scene;
      this.shapes.remove();
      // The next one may be there already.
      if (labels.groups === this.labels) labels.groups = [];
    },
  });

  // Acts on the map once and draws nothing itself.
  const Order = L.Layer.extend({
    initialize(act) {
      this.act = act;
    },
    onAdd(map) {
      this.act(map);
    },
    onRemove() {},
  });

  symgeo.sites = (columns) => new Sites(columns);
  symgeo.lines = (columns) => new Lines(columns);
  symgeo.outlines = (groups) => new Outlines(groups);
  symgeo.counties = (wanted) => new Order((map) => symgeo.paintCounties(map, wanted));
  symgeo.view = (view) => new Order((map) => symgeo.focus(map, view));

  symgeo.background = (tiles) => {
    const layer = L.tileLayer(tiles.url, {
      attribution: tiles.attribution, minZoom: 3, maxZoom: 17, maxNativeZoom: tiles.native, opacity: tiles.opacity,
      className: tiles.invert ? "symgeo-tiles-dark" : "", referrerPolicy: "strict-origin-when-cross-origin",
    });
    const notice = L.control({ position: "topright" });
    notice.onAdd = () => {
      const element = L.DomUtil.create("div", "symgeo-notice");
      element.setAttribute("role", "status");
      element.textContent = tiles.notice;
      return element;
    };
    layer.on("tileerror", () => { if (layer._map && !notice._map) notice.addTo(layer._map); });
    layer.on("remove", () => notice.remove());
    return layer;
  };

  symgeo.listen = (map) => {
    const { scene } = map.symgeo;
    const tip = new Tip(map);
    symgeo.walk(map, tip);
    map.on("mousemove", (event) => {
      const found = scene.find(event.containerPoint);
      scene.hover(found);
      map.getContainer().classList.toggle("symgeo-over", Boolean(found));
      tip.show(found, event.containerPoint);
    });
    map.on("mouseout zoomstart movestart", () => {
      scene.hover(null);
      tip.show(null);
    });
    map.on("click", (event) => symgeo.press(scene, scene.find(event.containerPoint), event.latlng));
  };

  // A press beside everything lets go of what was selected. The time makes every press a new one:
  // the same site can be pressed again after its card was closed.
  symgeo.press = (scene, found, latlng) => {
    if (found && found.columns.placed && found.columns.placed.count[found.i] > 1) {
      scene.lookCloser(found.i);
      return;
    }
    const owner = found ? found.columns : scene.lines.concat(scene.sites || []).find((columns) => isChosen(columns));
    if (!owner) return;
    const properties = found
      ? { id: owner.id[found.i], kind: owner.kind, moment: Date.now() }
      : { id: "", kind: "none", moment: Date.now() };
    const { lat, lng } = latlng;
    const feature = { type: "Feature", properties, geometry: { type: "Point", coordinates: [lng, lat] } };
    const layer = { feature, toGeoJSON: () => feature };
    owner.layer.fire("click", { latlng, layer });
    answerAtOnce();
  };
  // streamlit-folium waits a quarter of a second for what may follow an event; nothing follows a press.
  // What it would send later is then what it has sent already, and stays with it.
  function answerAtOnce() {
    const held = window.__GLOBAL_DATA__;
    if (!window.Streamlit || !held || String(held.returned_objects) !== "last_active_drawing") return;
    held.previous_data = { last_active_drawing: held.last_active_drawing };
    window.Streamlit.setComponentValue(held.previous_data);
  }
  function isChosen(columns) {
    return columns.selected.length > 0;
  }

  class Tip {
    constructor(map) {
      this.map = map;
      this.element = L.DomUtil.create("div", "symgeo-tip", map.getContainer());
      this.element.hidden = true;
      this.title = L.DomUtil.create("strong", "", this.element);
      this.detail = L.DomUtil.create("span", "", this.element);
    }
    show(found, point) {
      this.element.hidden = !found;
      if (!found) return;
      // Names are anybody's text: written as text, never as HTML.
      const { title, detail } = this.map.symgeo.scene.wordsOf(found);
      this.title.textContent = title;
      this.detail.textContent = detail;
      const size = this.map.getSize();
      const { offsetWidth: width, offsetHeight: height } = this.element;
      const left = point.x + 14 + width > size.x ? point.x - 14 - width : point.x + 14;
      const top = point.y + 16 + height > size.y ? point.y - 12 - height : point.y + 16;
      this.element.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
    }
  }

  // The one selected line, with moving strokes in its direction; still where the reader wants no motion.
  symgeo.Flow = class {
    constructor(map, look) {
      this.map = map;
      this.look = look;
      this.renderer = L.svg({ pane: "symgeo-flow", padding: 0.3 });
      this.line = null;
    }
    show(scene) {
      const curve = this.chosenCurve(scene);
      const key = curve && JSON.stringify([this.map.getZoom(), curve[0], curve[1], curve[curve.length - 1]]);
      if (key === this.key) return;
      this.key = key;
      if (this.line) this.line.remove();
      this.line = null;
      if (!curve) return;
      const points = [];
      for (let i = 0; i < curve.length; i += 2) points.push(this.map.unproject([curve[i], curve[i + 1]], this.map.getZoom()));
      this.line = L.polyline(points, {
        renderer: this.renderer, pane: "symgeo-flow", interactive: false, className: "symgeo-flow", smoothFactor: 0,
        color: this.look.halo, weight: 2, opacity: 0.95,
      }).addTo(this.map);
    }
    chosenCurve(scene) {
      for (const lines of scene.lines) {
        const i = lines.selected ? lines.id.indexOf(lines.selected) : -1;
        if (i >= 0 && lines.curves[i]) return lines.curves[i];
      }
      return null;
    }
  };
})((window.symgeo = window.symgeo || {}));
