// Many sites: what would cover each other is drawn as one sign with the number of sites; close by, each on its own.
(function (symgeo) {
  "use strict";

  const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
  const CELL_PX = 20;
  const STACK_PX = 7;
  const STEP_PX = 9;
  const FAMILIES = 8;
  const MOST_CELLS = 2 ** 24;
  const PLACES_PER_POINT = 8;
  symgeo.SPREAD_FROM_ZOOM = 15;

  symgeo.signRadius = (count) => Math.min(24, 8.5 + 1.25 * Math.log2(count));

  // Points in square cells: which cell a point lies in, and which points lie in a cell, in the order of the data.
  symgeo.Grid = class {
    // `isIn` leaves points out; `layer` (0 or 1) keeps two kinds of points in cells of their own.
    constructor(x, y, size, isIn, layer) {
      const count = x.length;
      this.size = size;
      this.column = new Int32Array(count);
      this.row = new Int32Array(count);
      this.cellOf = new Int32Array(count);
      this.cells = 0;
      this.makeTable(x, y);
      for (let i = 0; i < count; i += 1) {
        if (isIn && !isIn[i]) {
          this.cellOf[i] = -1;
          continue;
        }
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
    }
    // Seen from afar, cells are few: each has its place in the table. Close by, they are found by a hash.
    makeTable(x, y) {
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let i = 0; i < x.length; i += 1) {
        if (x[i] < left) left = x[i];
        if (x[i] > right) right = x[i];
        if (y[i] < top) top = y[i];
        if (y[i] > bottom) bottom = y[i];
      }
      this.first = { column: Math.floor(left / this.size), row: 2 * Math.floor(top / this.size) };
      this.columns = Math.floor(right / this.size) - this.first.column + 1;
      this.rows = 2 * Math.floor(bottom / this.size) + 2 - this.first.row;
      const places = x.length ? this.columns * this.rows : 0;
      this.isDense = places <= PLACES_PER_POINT * x.length + 4096;
      this.mask = 2 ** Math.ceil(Math.log2(2 * x.length + 2)) - 1;
      this.table = new Int32Array(this.isDense ? places : this.mask + 1).fill(-1);
    }
    slot(column, row) {
      if (this.isDense) return (row - this.first.row) * this.columns + column - this.first.column;
      let slot = (Math.imul(column, 73856093) ^ Math.imul(row, 19349663)) & this.mask;
      for (let cell = this.table[slot]; cell >= 0; cell = this.table[slot]) {
        if (this.column[cell] === column && this.row[cell] === row) break;
        slot = (slot + 1) & this.mask;
      }
      return slot;
    }
    // The cell at a place; -1 where no point lies.
    at(column, row) {
      const [right, down] = [column - this.first.column, row - this.first.row];
      if (!(right >= 0 && right < this.columns && down >= 0 && down < this.rows)) return -1;
      return this.table[this.slot(column, row)];
    }
    // The points of a cell are members[start[cell]] and on; sorted when they are first asked for.
    sort() {
      if (this.start) return;
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
    // Calls `visit` with every point in the cells that a square around x, y touches.
    near(x, y, reach, visit) {
      this.sort();
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

  // Those at one point stand in a spiral around it, in the order of the data.
  symgeo.spread = (placed) => {
    const grid = new symgeo.Grid(placed.x, placed.y, STACK_PX);
    grid.sort();
    for (let cell = 0; cell < grid.cells; cell += 1) {
      for (let k = grid.start[cell] + 1; k < grid.start[cell + 1]; k += 1) {
        const turn = k - grid.start[cell];
        placed.x[grid.members[k]] += STEP_PX * Math.sqrt(turn) * Math.cos(turn * GOLDEN_ANGLE);
        placed.y[grid.members[k]] += STEP_PX * Math.sqrt(turn) * Math.sin(turn * GOLDEN_ANGLE);
      }
    }
  };

  // Places as `symgeo.place` gives them, with x and y only where a sign or a site alone is drawn: all that is
  // done for each single site is to find its cell.
  symgeo.gather = (sites, isAlone, scale) => {
    const { length } = sites.id;
    const { world } = sites;
    const isIn = isAlone && Uint8Array.from(isAlone, (alone) => 1 - alone);
    const grid = new symgeo.Grid(world.x, world.y, CELL_PX / scale, isIn, sites.dim);
    const groups = groupsOf(grid, sites);
    join(grid, groups, scale);
    const groupOf = (i) => (grid.cellOf[i] < 0 ? -1 : groups.head[grid.cellOf[i]]);
    const placed = {
      x: new Float64Array(length), y: new Float64Array(length),
      shown: new Uint8Array(length), count: new Int32Array(length).fill(1),
      signOf: (i) => (groupOf(i) < 0 ? i : groups.largest[groupOf(i)]),
      familiesOf: (i) => groups.families.subarray(groupOf(i) * FAMILIES, (groupOf(i) + 1) * FAMILIES),
    };
    const put = (i, count, x, y) => {
      placed.shown[i] = 1;
      placed.count[i] = count;
      placed.x[i] = (x / count) * scale;
      placed.y[i] = (y / count) * scale;
    };
    const signs = [];
    for (let cell = 0; cell < grid.cells; cell += 1) {
      if (groups.head[cell] !== cell) continue;
      put(groups.largest[cell], groups.count[cell], groups.x[cell], groups.y[cell]);
      signs.push(groups.largest[cell]);
    }
    if (isAlone) {
      isAlone.forEach((alone, i) => {
        if (!alone) return;
        put(i, 1, world.x[i], world.y[i]);
        signs.push(i);
      });
    }
    placed.marks = Int32Array.from(signs, (i) => sites.rank[i]).sort().map((rank) => sites.order[rank]);
    return placed;
  };

  // Sums for each cell, in the map's world at zoom 0.
  function groupsOf(grid, { world, family, rank }) {
    const groups = {
      count: new Int32Array(grid.cells), x: new Float64Array(grid.cells), y: new Float64Array(grid.cells),
      largest: new Int32Array(grid.cells).fill(-1), head: numbersTo(grid.cells),
      families: new Int32Array(grid.cells * FAMILIES), hasJoined: new Uint8Array(grid.cells),
    };
    const { count, x, y, largest, families } = groups;
    for (let i = 0; i < grid.cellOf.length; i += 1) {
      const cell = grid.cellOf[i];
      if (cell < 0) continue;
      count[cell] += 1;
      x[cell] += world.x[i];
      y[cell] += world.y[i];
      families[cell * FAMILIES + family[i]] += 1;
      if (largest[cell] < 0 || rank[i] < rank[largest[cell]]) largest[cell] = i;
    }
    return groups;
  }

  // The signs of neighbouring cells may still cover each other: the smaller joins the larger.
  function join(grid, groups, scale) {
    const radius = new Float32Array(grid.cells);
    const middle = { x: new Float64Array(grid.cells), y: new Float64Array(grid.cells) };
    // Sorted as plain numbers, the most sites first: many times as fast as with a comparison of our own.
    const order = new Float64Array(grid.cells);
    for (let cell = 0; cell < grid.cells; cell += 1) {
      const count = groups.count[cell];
      radius[cell] = count > 1 ? symgeo.signRadius(count) : 5;
      middle.x[cell] = (groups.x[cell] / count) * scale;
      middle.y[cell] = (groups.y[cell] / count) * scale;
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
})((window.symgeo = window.symgeo || {}));
