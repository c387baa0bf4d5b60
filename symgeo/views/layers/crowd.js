// Many sites: what would cover each other is drawn as one sign with the number of sites; close by, each on its own.
(function (symgeo) {
  "use strict";

  const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
  const CELL_PX = 20;
  const STACK_PX = 7;
  const STEP_PX = 9;
  const FAMILIES = 8;
  const MOST_CELLS = 2 ** 24;
  symgeo.SPREAD_FROM_ZOOM = 15;

  symgeo.signRadius = (count) => Math.min(24, 8.5 + 1.25 * Math.log2(count));

  // Points in square cells: which cell a point lies in, and which points lie in a cell, in the order of the data.
  symgeo.Grid = class {
    // `isIn` leaves points out; `layer` (0 or 1) keeps two kinds of points in cells of their own.
    constructor(x, y, size, isIn, layer) {
      const count = x.length;
      this.size = size;
      this.mask = 2 ** Math.ceil(Math.log2(2 * count + 2)) - 1;
      this.table = new Int32Array(this.mask + 1).fill(-1);
      this.column = new Int32Array(count);
      this.row = new Int32Array(count);
      this.cellOf = new Int32Array(count).fill(-1);
      this.cells = 0;
      for (let i = 0; i < count; i += 1) {
        if (isIn && !isIn[i]) continue;
        const column = Math.floor(x[i] / size);
        const row = 2 * Math.floor(y[i] / size) + (layer ? layer[i] : 0);
        const slot = this.slot(column, row);
        if (this.table[slot] < 0) {
          this.table[slot] = this.cells;
          this.column[this.cells] = column;
          this.row[this.cells] = row;
          this.cells += 1;
        }
        this.cellOf[i] = this.table[slot];
      }
      this.sort();
    }
    slot(column, row) {
      let slot = (Math.imul(column, 73856093) ^ Math.imul(row, 19349663)) & this.mask;
      for (let cell = this.table[slot]; cell >= 0; cell = this.table[slot]) {
        if (this.column[cell] === column && this.row[cell] === row) break;
        slot = (slot + 1) & this.mask;
      }
      return slot;
    }
    sort() {
      this.start = new Int32Array(this.cells + 1);
      for (let i = 0; i < this.cellOf.length; i += 1) if (this.cellOf[i] >= 0) this.start[this.cellOf[i] + 1] += 1;
      for (let cell = 0; cell < this.cells; cell += 1) this.start[cell + 1] += this.start[cell];
      const next = this.start.slice();
      this.members = new Int32Array(this.start[this.cells]);
      for (let i = 0; i < this.cellOf.length; i += 1) {
        const cell = this.cellOf[i];
        if (cell >= 0) this.members[next[cell]++] = i;
      }
    }
    at(column, row) {
      return this.table[this.slot(column, row)];
    }
    // Calls `visit` with every point in the cells that a square around x, y touches.
    near(x, y, reach, visit) {
      const low = (value) => Math.floor((value - reach) / this.size);
      const high = (value) => Math.floor((value + reach) / this.size);
      for (let column = low(x); column <= high(x); column += 1) {
        for (let row = low(y); row <= high(y); row += 1) {
          const cell = this.at(column, 2 * row);
          if (cell < 0) continue;
          for (let k = this.start[cell]; k < this.start[cell + 1]; k += 1) visit(this.members[k]);
        }
      }
    }
  };

  // Gives shown and place of each site, and for each sign the number of sites that it stands for.
  symgeo.crowd = (placed, sites, isAlone, zoom) => {
    if (zoom >= symgeo.SPREAD_FROM_ZOOM) spread(placed);
    else gather(placed, sites, isAlone);
  };

  // Those at one point stand in a spiral around it, in the order of the data.
  function spread(placed) {
    const grid = new symgeo.Grid(placed.x, placed.y, STACK_PX);
    for (let cell = 0; cell < grid.cells; cell += 1) {
      for (let k = grid.start[cell] + 1; k < grid.start[cell + 1]; k += 1) {
        const turn = k - grid.start[cell];
        placed.x[grid.members[k]] += STEP_PX * Math.sqrt(turn) * Math.cos(turn * GOLDEN_ANGLE);
        placed.y[grid.members[k]] += STEP_PX * Math.sqrt(turn) * Math.sin(turn * GOLDEN_ANGLE);
      }
    }
  }

  function gather(placed, sites, isAlone) {
    const isIn = isAlone && Uint8Array.from(isAlone, (alone) => 1 - alone);
    const grid = new symgeo.Grid(placed.x, placed.y, CELL_PX, isIn, sites.dim);
    const groups = groupsOf(grid, placed, sites);
    join(grid, groups);
    placed.families = groups.families;
    for (let i = 0; i < placed.x.length; i += 1) {
      if (grid.cellOf[i] < 0) continue;
      const head = groups.head[grid.cellOf[i]];
      placed.group[i] = head;
      if (groups.count[head] === 1) continue;
      placed.shown[i] = groups.largest[head] === i ? 1 : 0;
      placed.count[i] = groups.count[head];
      placed.x[i] = groups.x[head] / groups.count[head];
      placed.y[i] = groups.y[head] / groups.count[head];
    }
  }

  function groupsOf(grid, placed, sites) {
    const groups = {
      count: new Int32Array(grid.cells), x: new Float64Array(grid.cells), y: new Float64Array(grid.cells),
      largest: new Int32Array(grid.cells).fill(-1), head: numbersTo(grid.cells),
      families: new Int32Array(grid.cells * FAMILIES), hasJoined: new Uint8Array(grid.cells),
    };
    for (let i = 0; i < placed.x.length; i += 1) {
      const cell = grid.cellOf[i];
      if (cell < 0) continue;
      groups.count[cell] += 1;
      groups.x[cell] += placed.x[i];
      groups.y[cell] += placed.y[i];
      groups.families[cell * FAMILIES + sites.family[i]] += 1;
      if (groups.largest[cell] < 0 || sites.size[i] > sites.size[groups.largest[cell]]) groups.largest[cell] = i;
    }
    return groups;
  }

  // The signs of neighbouring cells may still cover each other: the smaller joins the larger.
  function join(grid, groups) {
    const radius = new Float32Array(grid.cells);
    const middle = { x: new Float64Array(grid.cells), y: new Float64Array(grid.cells) };
    // Sorted as plain numbers, the most sites first: many times as fast as with a comparison of our own.
    const order = new Float64Array(grid.cells);
    for (let cell = 0; cell < grid.cells; cell += 1) {
      const count = groups.count[cell];
      radius[cell] = count > 1 ? symgeo.signRadius(count) : 5;
      middle.x[cell] = groups.x[cell] / count;
      middle.y[cell] = groups.y[cell] / count;
      order[cell] = cell - count * MOST_CELLS;
    }
    order.sort();
    for (let k = 0; k < order.length; k += 1) {
      const cell = order[k] - MOST_CELLS * Math.floor(order[k] / MOST_CELLS);
      if (groups.head[cell] !== cell) continue;
      const far = groups.count[cell] > 1 ? 2 : 1;
      for (let dx = -far; dx <= far; dx += 1) {
        for (let dy = -far; dy <= far; dy += 1) {
          const other = grid.at(grid.column[cell] + dx, grid.row[cell] + 2 * dy);
          if (other < 0 || other === cell || groups.head[other] !== other || groups.hasJoined[other]) continue;
          const apart = Math.hypot(middle.x[cell] - middle.x[other], middle.y[cell] - middle.y[other]);
          if (apart < radius[cell] + radius[other]) absorb(groups, cell, other);
        }
      }
    }
  }
  function numbersTo(count) {
    const numbers = new Int32Array(count);
    for (let i = 0; i < count; i += 1) numbers[i] = i;
    return numbers;
  }
  function absorb(groups, cell, other) {
    groups.hasJoined[cell] = 1;
    groups.head[other] = cell;
    groups.count[cell] += groups.count[other];
    groups.x[cell] += groups.x[other];
    groups.y[cell] += groups.y[other];
    for (let k = 0; k < FAMILIES; k += 1) groups.families[cell * FAMILIES + k] += groups.families[other * FAMILIES + k];
  }

  // How many sites of each family a sign stands for.
  symgeo.familiesOf = (placed, i) => placed.families.subarray(placed.group[i] * FAMILIES, (placed.group[i] + 1) * FAMILIES);
})((window.symgeo = window.symgeo || {}));
