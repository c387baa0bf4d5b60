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
  const HALO_PX = 3.5;
  const LINE_PX = 12;

  symgeo.Labels = class {
    constructor(context, look, view, stamps) {
      this.context = context;
      this.stamps = stamps;
      this.look = look;
      this.view = view;
      this.cells = new Map();
    }

    draw({ names, obstacles }) {
      if (obstacles) this.keepClear(obstacles);
      names.forEach((name) => this.place(name));
      this.stamps.flush(this.context);
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
      const width = this.widthOf(text, style);
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

    widthOf(text, style) {
      const key = style.font + text;
      let width = this.stamps.widths.get(key);
      if (width === undefined) {
        this.context.font = style.font;
        this.context.letterSpacing = style.spacing || "0px";
        width = this.context.measureText(text).width;
        this.stamps.widths.set(key, width);
      }
      return width;
    }
    write(text, box, style) {
      const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
      const width = (box[2] - box[0]) / 2;
      this.context.globalAlpha = 1;
      this.stamps.put(this.context, `name ${style.font} ${style.colour} ${text}`, x, y, {
        width: width + HALO_PX, height: LINE_PX, paint: (pen) => this.paintName(pen, text, -width, style),
      });
    }
    paintName(context, text, left, style) {
      context.font = style.font;
      context.letterSpacing = style.spacing || "0px";
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.lineWidth = HALO_PX;
      context.strokeStyle = this.look.halo;
      context.strokeText(text, left, 0);
      context.fillStyle = this.look[style.colour];
      context.fillText(text, left, 0);
    }

    keysOf(box) {
      const keys = [];
      const [left, top, right, bottom] = box.map((edge) => Math.floor(edge / CELL_PX));
      for (let x = left; x <= right; x += 1) for (let y = top; y <= bottom; y += 1) keys.push(65536 * x + y);
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
