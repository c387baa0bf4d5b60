// Outlines of sites and curves of lines, drawn on a 2D canvas. Pure: nothing here knows the map.
(function (symgeo) {
  "use strict";

  const polygon = (corners, turn, stretch) => {
    const points = [];
    for (let i = 0; i < corners; i += 1) {
      const angle = turn + (2 * Math.PI * i) / corners;
      points.push([stretch * Math.cos(angle), stretch * Math.sin(angle)]);
    }
    return points;
  };
  const ARM = 0.42;
  // Corners on a circle of radius 1, stretched so that all shapes look equally large.
  const CORNERS = {
    square: polygon(4, Math.PI / 4, 1.22),
    diamond: polygon(4, 0, 1.26),
    triangle: polygon(3, -Math.PI / 2, 1.34),
    "triangle-down": polygon(3, Math.PI / 2, 1.34),
    pentagon: polygon(5, -Math.PI / 2, 1.16),
    cross: [
      [-ARM, -1.1], [ARM, -1.1], [ARM, -ARM], [1.1, -ARM], [1.1, ARM], [ARM, ARM],
      [ARM, 1.1], [-ARM, 1.1], [-ARM, ARM], [-1.1, ARM], [-1.1, -ARM], [-ARM, -ARM],
    ],
  };

  symgeo.traceShape = (context, shape, x, y, radius) => {
    context.beginPath();
    const corners = CORNERS[shape];
    if (!corners) {
      context.arc(x, y, radius, 0, 2 * Math.PI);
      return;
    }
    corners.forEach(([dx, dy], i) => {
      if (i) context.lineTo(x + radius * dx, y + radius * dy);
      else context.moveTo(x + radius * dx, y + radius * dy);
    });
    context.closePath();
  };

  const SAMPLES = 18;

  // The curve bends to the left of its direction: two directions between one pair part from each
  // other, and `turn` (0, 1, 2, ...) fans out several lines of one direction.
  symgeo.curve = (from, to, turn) => {
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const length = Math.hypot(dx, dy);
    if (length < 1) return null;
    const bend = Math.min(length * (0.1 + 0.08 * turn), 46 + 16 * turn);
    const control = { x: (from.x + to.x) / 2 + (dy / length) * bend, y: (from.y + to.y) / 2 - (dx / length) * bend };
    const start = Math.min((from.radius + 2) / length, 0.4);
    const end = 1 - Math.min((to.radius + 2) / length, 0.4);
    const points = new Float64Array(2 * (SAMPLES + 1));
    for (let i = 0; i <= SAMPLES; i += 1) {
      const t = start + ((end - start) * i) / SAMPLES;
      const s = 1 - t;
      points[2 * i] = s * s * from.x + 2 * s * t * control.x + t * t * to.x;
      points[2 * i + 1] = s * s * from.y + 2 * s * t * control.y + t * t * to.y;
    }
    return points;
  };

  symgeo.traceCurve = (context, points, offset) => {
    context.beginPath();
    context.moveTo(points[0] - offset.x, points[1] - offset.y);
    for (let i = 2; i < points.length; i += 2) context.lineTo(points[i] - offset.x, points[i + 1] - offset.y);
  };

  // A small head a little past the middle: at the ends many lines meet.
  symgeo.drawHead = (context, points, offset, size) => {
    const at = 2 * Math.round(SAMPLES * 0.56);
    const x = points[at] - offset.x;
    const y = points[at + 1] - offset.y;
    const angle = Math.atan2(points[at + 3] - points[at - 1], points[at + 2] - points[at - 2]);
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.beginPath();
    context.moveTo(size, 0);
    context.lineTo(-size * 0.8, size * 0.85);
    context.lineTo(-size * 0.35, 0);
    context.lineTo(-size * 0.8, -size * 0.85);
    context.closePath();
    context.fill();
    context.restore();
  };

  symgeo.distanceToCurve = (points, x, y) => {
    let nearest = Infinity;
    for (let i = 0; i + 3 < points.length; i += 2) {
      const ax = points[i];
      const ay = points[i + 1];
      const dx = points[i + 2] - ax;
      const dy = points[i + 3] - ay;
      const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      nearest = Math.min(nearest, Math.hypot(ax + share * dx - x, ay + share * dy - y));
    }
    return nearest;
  };
})((window.symgeo = window.symgeo || {}));
