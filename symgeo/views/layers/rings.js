// Outlines of land, lakes and counties in columns, and their way onto a canvas: no more points than can be seen.
(function (symgeo) {
  "use strict";

  const STEP_DEGREES = 1e-4;
  const FINEST_PX = 0.9;
  const MARGIN_PX = 4; // wider than half of any line along them

  // Packed rings are flat lists of whole steps: lon, lat of the first point from a corner, then the way to each
  // further point. Unpacked they lie in the map's world at zoom 0, one behind the other.
  symgeo.unpackRings = (packed, corner = { lat: 0, lon: 0 }) => {
    const count = packed.reduce((sum, ring) => sum + ring.length / 2, 0);
    const lats = new Float64Array(count);
    const lons = new Float64Array(count);
    const start = new Int32Array(packed.length + 1);
    let at = 0;
    packed.forEach((ring, k) => {
      let [column, row] = [0, 0];
      for (let i = 0; i < ring.length; i += 2, at += 1) {
        column += ring[i];
        row += ring[i + 1];
        lons[at] = corner.lon + column * STEP_DEGREES;
        lats[at] = corner.lat + row * STEP_DEGREES;
      }
      start[k + 1] = at;
    });
    const { x, y } = symgeo.project(lats, lons);
    return { x, y, start, boxes: boxesOf(x, y, start) };
  };
  function boxesOf(x, y, start) {
    const boxes = new Float64Array(4 * (start.length - 1));
    for (let k = 0; k + 1 < start.length; k += 1) {
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let i = start[k]; i < start[k + 1]; i += 1) {
        left = Math.min(left, x[i]);
        right = Math.max(right, x[i]);
        top = Math.min(top, y[i]);
        bottom = Math.max(bottom, y[i]);
      }
      boxes.set([left, top, right, bottom], 4 * k);
    }
    return boxes;
  }

  // Adds rings to the path. Left out: rings beside the canvas or too small to see, points that lie on the
  // last one, and what runs along outside one of the edges, where the picture stays the same.
  symgeo.traceRings = (context, rings, view) => {
    const { boxes } = rings;
    const { scale, offset, size } = view;
    for (let k = 0; k + 1 < rings.start.length; k += 1) {
      const left = boxes[4 * k] * scale - offset.x;
      const top = boxes[4 * k + 1] * scale - offset.y;
      const right = boxes[4 * k + 2] * scale - offset.x;
      const bottom = boxes[4 * k + 3] * scale - offset.y;
      if (right < -MARGIN_PX || bottom < -MARGIN_PX || left > size.x + MARGIN_PX || top > size.y + MARGIN_PX) continue;
      if (right - left < FINEST_PX && bottom - top < FINEST_PX) continue;
      const inside = left > 0 && top > 0 && right < size.x && bottom < size.y;
      const first = rings.start[k];
      if (inside) traceInside(context, rings, first, rings.start[k + 1], view);
      else traceCut(context, rings, first, rings.start[k + 1], view);
      // Not closePath(): before each one Chromium measures the whole path that there is so far.
      context.lineTo(rings.x[first] * scale - offset.x, rings.y[first] * scale - offset.y);
    }
  };
  function traceInside(context, { x, y }, first, end, { scale, offset }) {
    let lastX = x[first] * scale - offset.x;
    let lastY = y[first] * scale - offset.y;
    context.moveTo(lastX, lastY);
    for (let i = first + 1; i < end; i += 1) {
      const nextX = x[i] * scale - offset.x;
      const nextY = y[i] * scale - offset.y;
      if (Math.abs(nextX - lastX) < FINEST_PX && Math.abs(nextY - lastY) < FINEST_PX) continue;
      context.lineTo(nextX, nextY);
      lastX = nextX;
      lastY = nextY;
    }
  }
  // A point goes where the last drawn one and the next one lie beyond the same edge as itself.
  function traceCut(context, { x, y }, first, end, { scale, offset, size }) {
    const [right, bottom] = [size.x + MARGIN_PX, size.y + MARGIN_PX];
    const sideOf = (px, py) =>
      (px < -MARGIN_PX ? 1 : px > right ? 2 : 0) | (py < -MARGIN_PX ? 4 : py > bottom ? 8 : 0);
    let lastX = x[first] * scale - offset.x;
    let lastY = y[first] * scale - offset.y;
    let lastSide = sideOf(lastX, lastY);
    context.moveTo(lastX, lastY);
    let [hereX, hereY, hereSide] = [lastX, lastY, lastSide];
    for (let i = first + 1; i < end; i += 1) {
      const nextX = x[i] * scale - offset.x;
      const nextY = y[i] * scale - offset.y;
      const nextSide = sideOf(nextX, nextY);
      const isSame = Math.abs(nextX - hereX) < FINEST_PX && Math.abs(nextY - hereY) < FINEST_PX;
      if (isSame && nextSide === hereSide) continue;
      if (!(lastSide & hereSide & nextSide)) {
        context.lineTo(hereX, hereY);
        [lastX, lastY, lastSide] = [hereX, hereY, hereSide];
      }
      [hereX, hereY, hereSide] = [nextX, nextY, nextSide];
    }
    context.lineTo(hereX, hereY);
  }
})((window.symgeo = window.symgeo || {}));
