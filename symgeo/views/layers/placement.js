// Where sites are drawn at one zoom: their true place, moved a little where shapes would cover each other.
(function (symgeo) {
  "use strict";

  const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
  const RELAXED_SITES = 700; // above this, pushing shapes apart takes longer than a zoom should
  const ROUNDS = 30;
  const SMALLEST_PX = 2.4;
  const RING_PX = 8; // from the edge of a chosen site's shape to that of its ring
  const FARTHEST_PX = 26; // at full size; less where shapes are drawn smaller

  // World coordinates of zoom 0 (spherical Mercator, 256 px), in columns.
  symgeo.project = (lats, lons) => {
    const x = new Float64Array(lats.length);
    const y = new Float64Array(lats.length);
    for (let i = 0; i < lats.length; i += 1) {
      const sine = Math.sin((lats[i] * Math.PI) / 180);
      x[i] = 128 + (lons[i] * 128) / 180;
      y[i] = 128 - (64 * Math.log((1 + sine) / (1 - sine))) / Math.PI;
    }
    return { x, y };
  };

  // Gives columns x, y (px of the world at this zoom), shown (0 where another site stands for it), count (how many
  // sites are drawn as one) and marks (what is drawn, small ones last); and signOf, the site that is drawn for one.
  // `chosen` ones are drawn alone. Sites get their radii and reach, px.
  symgeo.place = (sites, chosen, zoom, size) => {
    const isCrowd = symgeo.isCrowd(sites);
    const isGathered = isCrowd && zoom < symgeo.SPREAD_FROM_ZOOM;
    const placed = isGathered ? symgeo.gather(sites, flags(chosen, sites.id.length), 2 ** zoom) : each(sites, 2 ** zoom);
    measure(sites, placed, chosen, size);
    if (!isCrowd) pushApart(placed, sites.reach, FARTHEST_PX * size);
    else if (!isGathered) symgeo.spread(placed);
    return placed;
  };
  function flags(rows, length) {
    if (!rows.length) return null;
    const flagged = new Uint8Array(length);
    rows.forEach((i) => { flagged[i] = 1; });
    return flagged;
  }
  // Each site for itself at its true place.
  function each({ world, order }, scale) {
    const { length } = world.x;
    const placed = {
      x: new Float64Array(length), y: new Float64Array(length),
      shown: new Uint8Array(length).fill(1), count: new Int32Array(length).fill(1),
      marks: order, signOf: (i) => i,
    };
    for (let i = 0; i < length; i += 1) {
      placed.x[i] = world.x[i] * scale;
      placed.y[i] = world.y[i] * scale;
    }
    return placed;
  }
  // How large signs and sites alone are drawn. A ring takes room as well: neither the other end of a pair nor a
  // neighbour hides below it.
  function measure(sites, placed, chosen, size) {
    sites.radii = new Float32Array(sites.id.length);
    for (const i of placed.marks) {
      const count = placed.count[i];
      sites.radii[i] = count > 1 ? symgeo.signRadius(count) : Math.max(SMALLEST_PX, sites.size[i] * size);
    }
    sites.reach = sites.radii.slice();
    chosen.forEach((i) => { sites.reach[i] += RING_PX; });
  }
  symgeo.isCrowd = (sites) => sites.id.length > RELAXED_SITES;

  function cellsOf(placed, size) {
    const cells = new Map();
    for (let i = 0; i < placed.x.length; i += 1) {
      const key = Math.floor(placed.x[i] / size) * 67108864 + Math.floor(placed.y[i] / size);
      const members = cells.get(key);
      if (members) members.push(i);
      else cells.set(key, [i]);
    }
    return cells;
  }

  // Shapes push each other apart until each can be seen and pressed; each is held near its true place.
  // The order is fixed and nothing is random: the same data at the same zoom gives the same picture.
  function pushApart(placed, radii, farthest) {
    const trueX = Float64Array.from(placed.x);
    const trueY = Float64Array.from(placed.y);
    for (let i = 0; i < trueX.length; i += 1) {
      placed.x[i] += 0.3 * Math.cos(i * GOLDEN_ANGLE);
      placed.y[i] += 0.3 * Math.sin(i * GOLDEN_ANGLE);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      if (!pushOnce(placed, radii)) return;
      holdNear(placed, trueX, trueY, farthest);
    }
  }

  function pushOnce(placed, radii) {
    const size = 40; // no two shapes reach farther
    const cells = cellsOf(placed, size);
    let moved = false;
    for (const [key, members] of cells) {
      const near = members.slice();
      for (const step of [1, 67108863, 67108864, 67108865]) near.push(...(cells.get(key + step) || []));
      for (let a = 0; a < members.length; a += 1) {
        for (let b = a + 1; b < near.length; b += 1) moved = pushPair(placed, radii, members[a], near[b]) || moved;
      }
    }
    return moved;
  }

  function pushPair(placed, radii, i, j) {
    const dx = placed.x[j] - placed.x[i];
    const dy = placed.y[j] - placed.y[i];
    const distance = Math.hypot(dx, dy) || 0.01;
    const missing = radii[i] + radii[j] + 1.5 - distance;
    if (missing <= 0) return false;
    const share = missing / distance / 2;
    placed.x[i] -= dx * share;
    placed.y[i] -= dy * share;
    placed.x[j] += dx * share;
    placed.y[j] += dy * share;
    return true;
  }

  function holdNear(placed, trueX, trueY, farthest) {
    for (let i = 0; i < trueX.length; i += 1) {
      const dx = placed.x[i] - trueX[i];
      const dy = placed.y[i] - trueY[i];
      const keep = Math.min(0.97, farthest / (Math.hypot(dx, dy) || 1));
      placed.x[i] = trueX[i] + dx * keep;
      placed.y[i] = trueY[i] + dy * keep;
    }
  }
})((window.symgeo = window.symgeo || {}));
