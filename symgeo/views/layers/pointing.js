// What of the scene lies below a pointer.
(function (symgeo) {
  "use strict";

  const coarse = window.matchMedia("(pointer: coarse)").matches;
  const SITE_REACH_PX = coarse ? 20 : 6;
  const LINE_REACH_PX = coarse ? 16 : 8;
  const GRID_PX = 48;
  const LARGEST_PX = 26;

  symgeo.pointing = {
    find(point) {
      if (this.placedZoom === null || this.placedZoom === undefined) return null;
      const world = this._map.containerPointToLayerPoint(point).add(this._map.getPixelOrigin());
      return this.findSite(world) || this.findLine(world);
    },
    findSite(world) {
      const sites = this.sites;
      if (!sites) return null;
      const { marks, x, y } = sites.placed;
      // Made at the first question after a zoom: not every zoom is followed by one.
      sites.grid ??= new symgeo.Grid(Float64Array.from(marks, (i) => x[i]), Float64Array.from(marks, (i) => y[i]), GRID_PX);
      let best = null;
      let nearest = Infinity;
      sites.grid.near(world.x, world.y, LARGEST_PX + SITE_REACH_PX, (k) => {
        const i = marks[k];
        const distance = Math.hypot(x[i] - world.x, y[i] - world.y) - sites.radii[i];
        if (distance < nearest) { nearest = distance; best = i; }
      });
      return nearest <= SITE_REACH_PX ? { columns: sites, i: best } : null;
    },
    findLine(world) {
      let found = null;
      let nearest = LINE_REACH_PX;
      this.lines.forEach((lines) => {
        for (const i of lines.picked || []) {
          const curve = lines.curves[i];
          if (!curve || !isNear(curve, world, LINE_REACH_PX)) continue;
          const distance = symgeo.distanceToCurve(curve, world.x, world.y) - (lines.id[i] === lines.selected ? 3 : 0);
          if (distance < nearest) { nearest = distance; found = { columns: lines, i }; }
        }
      });
      return found;
    },
    hover(found) {
      const same = (a, b) => a === b || (a && b && a.columns === b.columns && a.i === b.i);
      if (same(this.hovered, found)) return;
      this.hovered = found;
      this.invalidate();
    },
  };

  function box(curve) {
    const last = curve.length - 2;
    const middle = 2 * Math.round(last / 4);
    const xs = [curve[0], curve[middle], curve[last]];
    const ys = [curve[1], curve[middle + 1], curve[last + 1]];
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  }
  function isNear(curve, world, reach) {
    const [left, top, right, bottom] = box(curve);
    const margin = reach + 40;
    return world.x > left - margin && world.x < right + margin && world.y > top - margin && world.y < bottom + margin;
  }
})((window.symgeo = window.symgeo || {}));
