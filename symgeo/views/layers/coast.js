// The fine coast, close by: pieces of a fixed grid, drawn in place of the coarse land once they have come.
(function (symgeo) {
  "use strict";

  const FROM_ZOOM = 10;
  const KEPT_PIECES = 150;
  const STEP_DEGREES = 1e-4;
  const AROUND = 0.1; // of the frame's size: a little more than can be seen is fetched
  const PADDING = 0.2; // as for the coarse land and what stands on it

  // What Leaflet draws on this canvas, and the pieces over it.
  const PieceCanvas = L.Canvas.extend({
    _draw() {
      L.Canvas.prototype._draw.call(this);
      this.options.coast.paint(this._ctx, this._bounds, this.options.paint);
    },
  });

  symgeo.Coast = class {
    // source: address, height, width (degrees), first_row, last_row, first_column, last_column; null for no pieces.
    constructor(map, look, source) {
      this.map = map;
      this.look = look;
      this.source = source;
      this.pieces = new Map(); // by "row/column", the last wanted last; null while a piece is on its way
      this.canvases = [];
      this.canvas("symgeo-coast", paintGround).addTo(map);
      map.on("moveend", () => this.fetch());
      this.fetch();
    }

    // A canvas on which `paint` draws what a piece holds, for its place among the panes.
    canvas(pane, paint) {
      const canvas = new PieceCanvas({ pane, padding: PADDING, coast: this, paint });
      this.canvases.push(canvas);
      return canvas;
    }

    wanted() {
      if (!this.source || this.map.getZoom() < FROM_ZOOM) return [];
      const { source } = this;
      const seen = this.map.getBounds().pad(AROUND);
      const rows = between(seen.getSouth(), seen.getNorth(), source.height, source.first_row, source.last_row);
      const columns = between(seen.getWest(), seen.getEast(), source.width, source.first_column, source.last_column);
      return rows.flatMap((row) => columns.map((column) => ({ key: `${row}/${column}`, row, column })));
    }

    fetch() {
      const wanted = this.wanted();
      wanted.forEach((place) => {
        const piece = this.pieces.get(place.key);
        this.pieces.delete(place.key);
        this.pieces.set(place.key, piece || null);
        if (piece === undefined) this.ask(place);
      });
      this.forget(new Set(wanted.map((place) => place.key)));
      this.tell();
    }
    ask(place) {
      symgeo.read(`${this.source.address}/${place.key}.json`).then(
        (packed) => {
          this.pieces.set(place.key, this.unpacked(packed, place));
          this.redraw();
        },
        // The coarse land stays; the next move asks again.
        () => this.pieces.delete(place.key),
      );
    }
    forget(wanted) {
      for (const key of this.pieces.keys()) {
        if (this.pieces.size <= KEPT_PIECES) return;
        if (!wanted.has(key)) this.pieces.delete(key);
      }
    }

    // In the map's world at zoom 0, like everything else that is drawn.
    unpacked(packed, { row, column }) {
      const [south, west] = [row * this.source.height, column * this.source.width];
      const rings = (list) => list.map((ring) => unpackedRing(ring, south, west));
      const corners = symgeo.project([south + this.source.height, south], [west, west + this.source.width]);
      return {
        corners,
        land: rings(packed.land),
        lakes: rings(packed.lakes),
        counties: Object.entries(packed.counties).map(([code, list]) => ({ code, rings: rings(list) })),
      };
    }

    // Pieces that come together are drawn together; at the end of a zoom everything is drawn anyway.
    redraw() {
      if (this.waiting) return;
      this.waiting = true;
      requestAnimationFrame(() => {
        this.waiting = false;
        if (this.map._animatingZoom) return;
        this.canvases.forEach((canvas) => { if (canvas._map) canvas._redraw(); });
        this.tell();
      });
    }
    tell() {
      const wanted = this.wanted();
      const state = wanted.every((place) => this.pieces.get(place.key)) ? "drawn" : "coming";
      this.map.getContainer().dataset.coast = wanted.length ? state : "coarse";
    }

    // Each pixel belongs to one piece, so that there is no seam between two of them.
    paint(context, bounds, paintPiece) {
      if (this.map.getZoom() < FROM_ZOOM) return;
      const scale = 2 ** this.map.getZoom();
      const origin = this.map.getPixelOrigin();
      const active = new Set(this.map.symgeo.wanted.active);
      for (const piece of this.pieces.values()) {
        const frame = piece && frameOf(piece.corners, scale, origin);
        if (!frame || !bounds.intersects(L.bounds(frame.min, frame.max))) continue;
        context.save();
        context.beginPath();
        context.rect(frame.min.x, frame.min.y, frame.max.x - frame.min.x, frame.max.y - frame.min.y);
        context.clip();
        const pen = { context, frame, look: this.look, trace: (rings) => trace(context, rings, scale, origin) };
        paintPiece(pen, piece, (county) => active.has(county.code));
        context.restore();
      }
    }
  };

  function paintGround({ context, frame, look, trace }, piece, isActive) {
    context.fillStyle = look.sea;
    context.fillRect(frame.min.x, frame.min.y, frame.max.x - frame.min.x, frame.max.y - frame.min.y);
    trace(piece.land);
    context.fillStyle = look.land_far;
    context.fill("evenodd");
    context.save();
    context.clip("evenodd");
    trace(piece.counties.filter(isActive).flatMap((county) => county.rings));
    context.fillStyle = look.land;
    context.fill("evenodd");
    context.restore();
    trace(piece.lakes);
    context.fillStyle = look.sea;
    context.fill("evenodd");
    stroke(context, look.land_edge, 0.8);
    trace(piece.land);
    stroke(context, look.county_border, 1);
  }

  // On land alone: at the coast the ground has drawn its own, finer line.
  symgeo.paintBorders = ({ context, frame, look, trace }, piece, isActive) => {
    context.clearRect(frame.min.x, frame.min.y, frame.max.x - frame.min.x, frame.max.y - frame.min.y);
    trace(piece.land);
    context.clip("evenodd");
    trace(piece.counties.filter((county) => !isActive(county)).flatMap((county) => county.rings));
    stroke(context, look.county_border, 0.6);
    trace(piece.counties.filter(isActive).flatMap((county) => county.rings));
    stroke(context, look.county_border, 1);
  };

  function stroke(context, colour, width) {
    context.globalAlpha = 1;
    context.setLineDash([]);
    context.lineJoin = "round";
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
  function trace(context, rings, scale, origin) {
    context.beginPath();
    rings.forEach(({ x, y }) => {
      context.moveTo(x[0] * scale - origin.x, y[0] * scale - origin.y);
      for (let i = 1; i < x.length; i += 1) context.lineTo(x[i] * scale - origin.x, y[i] * scale - origin.y);
      context.closePath();
    });
  }
  function frameOf({ x, y }, scale, origin) {
    const at = (i) => L.point(x[i] * scale, y[i] * scale).subtract(origin).round();
    return { min: at(0), max: at(1) };
  }
  function unpackedRing(ring, south, west) {
    const lats = new Float64Array(ring.length / 2);
    const lons = new Float64Array(ring.length / 2);
    let [column, row] = [0, 0];
    for (let i = 0; i < lats.length; i += 1) {
      column += ring[2 * i];
      row += ring[2 * i + 1];
      lons[i] = west + column * STEP_DEGREES;
      lats[i] = south + row * STEP_DEGREES;
    }
    return symgeo.project(lats, lons);
  }
  function between(low, high, size, first, last) {
    const from = Math.max(first, Math.floor(low / size));
    const to = Math.min(last, Math.floor(high / size));
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  }
})((window.symgeo = window.symgeo || {}));
