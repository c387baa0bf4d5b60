// Names on the map, written so that none covers another; and the inner point where a county's name stands.
(function (symgeo) {
  "use strict";

  const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
  const STYLES = {
    chosen: { font: `600 13px ${FONT}`, colour: "text", beside: true },
    group: { font: `600 12px ${FONT}`, colour: "accent" },
    site: { font: `12px ${FONT}`, colour: "text", beside: true },
    county: { font: `600 13px ${FONT}`, colour: "county_label", spacing: "0.4px" },
    neighbour: { font: `12px ${FONT}`, colour: "neighbour_label", spacing: "0.4px" },
    place: { font: `11px ${FONT}`, colour: "county_label" },
  };
  const LONGEST = 34;
  const CELL_PX = 48;

  symgeo.Labels = class {
    constructor(context, look, view) {
      this.context = context;
      this.look = look;
      this.view = view;
      this.cells = new Map();
    }

    draw({ names, obstacles }) {
      if (obstacles) this.keepClear(obstacles);
      names.forEach((name) => this.place(name));
    }

    // Names may touch lines, never the shapes of sites.
    keepClear(sites) {
      for (const i of sites.inView) {
        const x = sites.placed.x[i] - this.view.offset.x;
        const y = sites.placed.y[i] - this.view.offset.y;
        if (x < 0 || y < 0 || x > this.view.size.x || y > this.view.size.y) continue;
        const radius = sites.reach[i] * 0.8;
        this.take([x - radius, y - radius, x + radius, y + radius]);
      }
    }

    place(name) {
      const x = name.x - this.view.offset.x;
      const y = name.y - this.view.offset.y;
      if (x < -200 || y < -30 || x > this.view.size.x + 200 || y > this.view.size.y + 30) return;
      const style = STYLES[name.kind];
      const text = name.text.length > LONGEST ? `${name.text.slice(0, LONGEST - 1)}…` : name.text;
      this.context.font = style.font;
      this.context.letterSpacing = style.spacing || "0px";
      const width = this.context.measureText(text).width;
      const box = this.positions(x, y, width, name.gap, style).find((candidate) => this.isFree(candidate));
      if (!box) return;
      this.take(box);
      this.write(text, box, style);
    }

    positions(x, y, width, gap, style) {
      const half = 8;
      const at = (left, top) => [left, top - half, left + width, top + half];
      if (style.beside) {
        return [
          at(x + gap, y), at(x - gap - width, y), at(x - width / 2, y - gap - half), at(x - width / 2, y + gap + half),
        ];
      }
      const shifts = [0, -14, 14, -28, 28, -44, 44];
      return shifts.map((shift) => at(x - width / 2, y + shift));
    }

    write(text, box, style) {
      const context = this.context;
      context.globalAlpha = 1;
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.setLineDash([]);
      context.lineWidth = 3.5;
      context.strokeStyle = this.look.halo;
      const middle = (box[1] + box[3]) / 2;
      context.strokeText(text, box[0], middle);
      context.fillStyle = this.look[style.colour];
      context.fillText(text, box[0], middle);
    }

    keysOf(box) {
      const keys = [];
      for (let x = Math.floor(box[0] / CELL_PX); x <= Math.floor(box[2] / CELL_PX); x += 1) {
        for (let y = Math.floor(box[1] / CELL_PX); y <= Math.floor(box[3] / CELL_PX); y += 1) keys.push(`${x} ${y}`);
      }
      return keys;
    }
    isFree(box) {
      const meets = (other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1];
      return this.keysOf(box).every((key) => !(this.cells.get(key) || []).some(meets));
    }
    take(box) {
      this.keysOf(box).forEach((key) => {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(box);
      });
    }
  };

  // The point of a county that is farthest from its border, on a coarse grid: there its name has most room.
  symgeo.innerPoint = (geometry) => {
    const rings = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map((part) => part[0]);
    const ring = thinned(rings.reduce((a, b) => (area(b) > area(a) ? b : a)));
    const lons = ring.map((point) => point[0]);
    const lats = ring.map((point) => point[1]);
    const [west, east] = [Math.min(...lons), Math.max(...lons)];
    const [south, north] = [Math.min(...lats), Math.max(...lats)];
    const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
    let best = { lat: (south + north) / 2, lon: (west + east) / 2, room: -Infinity };
    for (let i = 1; i < 16; i += 1) {
      for (let j = 1; j < 16; j += 1) {
        const lon = west + ((east - west) * i) / 16;
        const lat = south + ((north - south) * j) / 16;
        const room = roomAt(ring, lon, lat, squeeze);
        if (room > best.room) best = { lat, lon, room };
      }
    }
    return best;
  };

  function area(ring) {
    let sum = 0;
    for (let i = 0; i + 1 < ring.length; i += 1) sum += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    return Math.abs(sum);
  }
  function thinned(ring) {
    const step = Math.ceil(ring.length / 160);
    return ring.filter((_, i) => i % step === 0);
  }
  function roomAt(ring, lon, lat, squeeze) {
    let inside = false;
    let nearest = Infinity;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [xi, yi] = ring[i];
      const [xj, yj] = ring[j];
      if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
      // Names are wide: room to the sides counts for less than room above and below.
      nearest = Math.min(nearest, Math.hypot((xi - lon) * squeeze * 0.6, yi - lat));
    }
    return inside ? nearest : -nearest;
  }
})((window.symgeo = window.symgeo || {}));
