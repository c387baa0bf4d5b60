// Names on the map, written so that none covers another.
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
})((window.symgeo = window.symgeo || {}));
