// One canvas for everything that can be pressed: lines below, sites above, names on top.
(function (symgeo) {
  "use strict";

  const SITE_NAMES_FROM_ZOOM = 10;
  const MOST_NAMES = 600; // more do not find room
  const LOUD_LINES = 30;

  // Shapes and lines grow with the zoom: an overview of three counties is no place for large signs.
  const sizeAt = (zoom) => Math.max(0.38, Math.min(1, 0.55 + (zoom - 6) * 0.15));

  symgeo.Scene = symgeo.Sheet.extend({
    includes: [symgeo.pointing, symgeo.signs],

    initialize(pane, look) {
      symgeo.Sheet.prototype.initialize.call(this, pane, look);
      this.stamps = new symgeo.Stamps();
      this.sites = null;
      this.lines = [];
      this.labels = { counties: [], places: [], groups: [] };
      this.hovered = null;
      this.hasShownSites = false;
    },

    setSites(sites) {
      this.sites = sites;
      this.forgetPlaces();
    },
    addLines(lines) {
      this.lines = this.lines.filter((other) => other.kind !== lines.kind).concat(lines);
      this.lines.sort((a, b) => (a.kind < b.kind ? -1 : 1));
      this.forgetPlaces();
    },
    drop(columns) {
      if (this.sites === columns) this.sites = null;
      this.lines = this.lines.filter((other) => other !== columns);
      this.hovered = null;
      this.forgetPlaces();
    },
    forgetPlaces() {
      this.placedZoom = null;
      this.invalidate();
    },

    // Places at this zoom -----------------------------------------------------------------------
    arrange() {
      const zoom = this._map.getZoom();
      if (this.placedZoom === zoom) return;
      this.placedZoom = zoom;
      const sites = this.sites;
      if (sites) {
        const shrink = symgeo.isCrowd(sites) ? Math.min(0.8, sizeAt(zoom)) : sizeAt(zoom);
        const chosen = sites.selected.map((id) => sites.numberOf(id)).filter((i) => i >= 0);
        sites.placed = symgeo.place(sites, chosen, zoom, shrink);
        sites.grid = null;
      }
      this.lines.forEach((lines) => this.arrangeLines(lines, 2 ** zoom));
    },
    // The best lines of which something is on the screen; both ends in one sign leave nothing to draw.
    pickLines(lines, view) {
      const key = [view.offset.x, view.offset.y, view.size.x, view.size.y].join(" ");
      if (lines.pickedFor === key) return;
      lines.pickedFor = key;
      lines.picked = [];
      lines.inView = 0;
      const most = lines.most || Infinity;
      for (let i = 0; i < lines.id.length; i += 1) {
        if (!touches(lines.ends, i, view)) continue;
        lines.inView += 1;
        const isChosen = lines.selected !== "" && lines.id[i] === lines.selected;
        if (lines.picked.length >= most && !isChosen) continue;
        if (lines.curves[i] === undefined) {
          const [x1, y1, x2, y2] = lines.ends.subarray(4 * i, 4 * i + 4);
          const start = { x: x1, y: y1, radius: this.radiusAt(lines.startAt[i]) };
          lines.curves[i] = symgeo.curve(start, { x: x2, y: y2, radius: this.radiusAt(lines.finishAt[i]) }, lines.turn[i]);
        }
        if (lines.curves[i]) lines.picked.push(i);
      }
    },
    // Where lines begin and end at this zoom: at the signs of their sites, or at places of their own.
    arrangeLines(lines, scale) {
      if (lines.endsAt !== this.sites) {
        const at = (id) => (this.sites ? this.sites.numberOf(id) : -1);
        lines.endsAt = this.sites;
        [lines.startSite, lines.finishSite] = [lines.from, lines.to].map((ids) => Int32Array.from(ids, at));
      }
      const signOf = (k) => (k < 0 ? k : this.sites.placed.signOf(k));
      [lines.startAt, lines.finishAt] = [lines.startSite, lines.finishSite].map((some) => some.map(signOf));
      lines.ends = new Float64Array(4 * lines.id.length);
      [[lines.startAt, lines.start, 0], [lines.finishAt, lines.finish, 2]].forEach(([sites, world, offset]) => {
        for (let i = 0; i < sites.length; i += 1) {
          const k = sites[i];
          lines.ends[4 * i + offset] = k < 0 ? world.x[i] * scale : this.sites.placed.x[k];
          lines.ends[4 * i + offset + 1] = k < 0 ? world.y[i] * scale : this.sites.placed.y[k];
        }
      });
      lines.curves = [];
      lines.pickedFor = "";
    },
    radiusAt(k) {
      return k < 0 ? 0 : this.sites.radii[k];
    },

    // Drawing -----------------------------------------------------------------------------------
    paint(context, view) {
      this.arrange();
      this.choice = this.chosen();
      this.lines.forEach((lines) => {
        this.pickLines(lines, view);
        this.drawLines(context, lines, view);
      });
      if (this.sites) this.drawSites(context, view);
      new symgeo.Labels(context, this.look, view, this.stamps).draw(this.wantedLabels());
      this.container().dataset.drawn = JSON.stringify(this.counts());
      this.hasShownSites ||= Boolean(this.sites);
      this.flow.show(this);
      this.caption.show(this);
    },
    container() {
      return this._map.getContainer();
    },
    counts() {
      const counts = { sites: this.sites ? this.sites.id.length : 0, signs: this.sites ? this.sites.inView.length : 0 };
      this.lines.forEach((lines) => { counts[lines.kind] = lines.id.length; });
      return counts;
    },
    isQuiet(lines, i) {
      const chosen = this.choice;
      if (chosen.line) return lines.id[i] !== chosen.line;
      return chosen.sites.size > 0 && !chosen.sites.has(lines.from[i]) && !chosen.sites.has(lines.to[i]);
    },
    chosen() {
      const line = this.lines.map((lines) => lines.selected).find(Boolean) || "";
      return { line, sites: new Set(this.sites ? this.sites.selected : []) };
    },
    // Seen from afar, the best lines stand out and the others show where there are many.
    opacity(lines, i, style) {
      if (this.isQuiet(lines, i)) return 0.14;
      return style.opacity * (lines.loud.has(i) || this._map.getZoom() >= 9 ? 0.9 : 0.34);
    },
    drawLines(context, lines, view) {
      const on = lines.picked.slice().reverse(); // the best last: on top
      lines.loud = new Set(lines.picked.slice(0, LOUD_LINES));
      on.filter((i) => lines.id[i] !== lines.selected).forEach((i) => this.drawLine(context, lines, i, view));
      on.filter((i) => lines.id[i] === lines.selected).forEach((i) => this.drawLine(context, lines, i, view));
    },
    drawLine(context, lines, i, view) {
      const style = lines.styles[lines.style[i]];
      const isChosen = lines.id[i] === lines.selected;
      const isHovered = this.hovered && this.hovered.columns === lines && this.hovered.i === i;
      const thin = lines.width[i] * style.weight * sizeAt(this._map.getZoom());
      const width = Math.max(1.1, thin) + (isChosen ? 2.2 : isHovered ? 1.4 : 0);
      const hue = style.hue || lines.hues[lines.family[i]];
      context.save();
      context.lineCap = style.dash.length && style.dash[0] <= 2 ? "round" : "butt";
      context.lineJoin = "round";
      context.globalAlpha = isChosen || isHovered ? 1 : this.opacity(lines, i, style);
      symgeo.traceCurve(context, lines.curves[i], view.offset);
      if (isChosen || isHovered) stroke(context, this.look.halo, width + 4, []);
      stroke(context, hue, style.double ? width + 2.4 : width, style.dash);
      if (style.double) stroke(context, this.look.land, Math.max(1, width - 0.6), []);
      context.fillStyle = hue;
      if (lines.directed) symgeo.drawHead(context, lines.curves[i], view.offset, (isChosen ? 5 : 2.6) + width * 0.9);
      context.restore();
    },
    drawSites(context, view) {
      const sites = this.sites;
      const chosen = new Set(sites.selected);
      sites.inView = insideOf(sites.placed, view);
      const [alone, signs] = [[], []];
      for (const i of sites.inView) {
        if (sites.placed.count[i] > 1) signs.push(i);
        else if (!chosen.size || !chosen.has(sites.id[i])) alone.push(i);
      }
      this.drawSigns(context, signs, view);
      alone.forEach((i) => this.drawSite(context, i, view));
      this.stamps.flush(context);
      sites.inView.forEach((i) => { if (chosen.has(sites.id[i])) this.drawChosen(context, i, view); });
    },
    drawSite(context, i, view) {
      const sites = this.sites;
      const x = sites.placed.x[i] - view.offset.x;
      const y = sites.placed.y[i] - view.offset.y;
      const isHovered = this.hovered && this.hovered.columns === sites && this.hovered.i === i;
      const radius = sites.radii[i] + (isHovered ? 1.5 : 0);
      const isHollow = Boolean(sites.hollow[i]);
      const reach = 1.4 * radius + 4;
      context.globalAlpha = sites.dim[i] ? 0.35 : 1;
      this.stamps.put(context, Math.round(64 * radius) * 64 + sites.family[i] * 2 + isHollow, x, y, {
        width: reach, height: reach, paint: (pen) => this.paintShape(pen, i, 0, 0, radius),
      });
      context.globalAlpha = 1;
    },
    drawChosen(context, i, view) {
      const x = this.sites.placed.x[i] - view.offset.x;
      const y = this.sites.placed.y[i] - view.offset.y;
      const radius = this.sites.radii[i] + 1.5;
      this.drawRing(context, x, y, radius);
      this.paintShape(context, i, x, y, radius);
    },
    paintShape(context, i, x, y, radius) {
      const sites = this.sites;
      const hue = sites.hues[sites.family[i]] || this.look.existing;
      symgeo.traceShape(context, sites.shapes[sites.family[i]], x, y, radius);
      context.lineJoin = "round";
      stroke(context, this.look.halo, sites.hollow[i] ? 4.6 : 2.6, []);
      context.fillStyle = sites.hollow[i] ? this.look.land : hue;
      context.fill();
      if (sites.hollow[i]) stroke(context, hue, 2, []);
    },
    drawRing(context, x, y, radius) {
      context.beginPath();
      context.arc(x, y, radius + 6, 0, 2 * Math.PI);
      stroke(context, this.look.halo, 5, []);
      stroke(context, this.look.accent, 2.4, []);
    },

    // Names, the most important first; a name that would cover another is left out --------------
    wantedLabels() {
      const zoom = this._map.getZoom();
      const wanted = [];
      const sites = this.sites;
      if (sites) {
        const chosen = new Set(sites.selected);
        const label = (i, isChosen) => wanted.push({
          x: sites.placed.x[i], y: sites.placed.y[i], gap: sites.radii[i] + (isChosen ? 12 : 4), text: sites.title[i],
          kind: isChosen ? "chosen" : "site",
        });
        sites.inView.forEach((i) => { if (chosen.has(sites.id[i])) label(i, true); });
        wanted.push(...this.mapLabels(zoom));
        const names = sites.inView.filter((i) => sites.placed.count[i] === 1 && !chosen.has(sites.id[i]));
        if (zoom >= SITE_NAMES_FROM_ZOOM) names.slice(-MOST_NAMES).reverse().forEach((i) => label(i, false));
        return { names: wanted, obstacles: sites };
      }
      return { names: this.mapLabels(zoom), obstacles: null };
    },
    mapLabels(zoom) {
      const scale = 2 ** zoom;
      const at = (label, kind) => ({ x: label.x * scale, y: label.y * scale, gap: 0, text: label.text, kind });
      const counties = zoom < 10 ? this.labels.counties.filter((label) => label.active || zoom >= 5.4) : [];
      const places = this.labels.places.filter((label) => zoom >= label.from);
      return this.labels.groups.map((label) => at(label, "group"))
        .concat(counties.map((label) => at(label, label.active ? "county" : "neighbour")))
        .concat(places.map((label) => at(label, "place")));
    },
  });

  function stroke(context, colour, width, dash) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.stroke();
  }
  function insideOf(placed, { offset, size }) {
    const { marks, x, y } = placed;
    const found = [];
    for (let k = 0; k < marks.length; k += 1) {
      const left = x[marks[k]] - offset.x;
      const top = y[marks[k]] - offset.y;
      if (left > -30 && top > -30 && left < size.x + 30 && top < size.y + 30) found.push(marks[k]);
    }
    return found;
  }
  function touches(ends, i, view) {
    const margin = 90; // a curve leaves the straight line between its ends by that much
    const left = view.offset.x - margin;
    const top = view.offset.y - margin;
    const right = view.offset.x + view.size.x + margin;
    const bottom = view.offset.y + view.size.y + margin;
    const at = 4 * i;
    return (ends[at] < right || ends[at + 2] < right) && (ends[at] > left || ends[at + 2] > left) &&
      (ends[at + 1] < bottom || ends[at + 3] < bottom) && (ends[at + 1] > top || ends[at + 3] > top);
  }
})((window.symgeo = window.symgeo || {}));
