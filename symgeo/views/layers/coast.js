// The fine coast, close by: pieces of a fixed grid, drawn in place of the coarse land once they have come.
(function (symgeo) {
  "use strict";

  const FROM_ZOOM = 10;
  const KEPT_PIECES = 150;
  const AROUND = 0.1; // of the frame's size: a little more than can be seen is fetched

  symgeo.Coast = class {
    // source: address, height, width (degrees), first_row, last_row, first_column, last_column; null for no pieces.
    constructor(map, source) {
      this.map = map;
      this.source = source;
      this.pieces = new Map(); // by "row/column", the last wanted last; null while a piece is on its way
      this.onPieces = () => {};
      map.on("moveend", () => this.fetch());
      this.fetch();
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
          this.onPieces();
          this.tell();
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
      const corner = { lat: row * this.source.height, lon: column * this.source.width };
      return {
        corners: symgeo.project([corner.lat + this.source.height, corner.lat], [corner.lon, corner.lon + this.source.width]),
        land: symgeo.unpackRings(packed.land, corner),
        lakes: symgeo.unpackRings(packed.lakes, corner),
        counties: Object.entries(packed.counties).map(([code, rings]) => ({ code, rings: symgeo.unpackRings(rings, corner) })),
      };
    }
    tell() {
      const wanted = this.wanted();
      const state = wanted.every((place) => this.pieces.get(place.key)) ? "drawn" : "coming";
      this.map.getContainer().dataset.coast = wanted.length ? state : "coarse";
    }

    // Each pixel belongs to one piece, so that there is no seam between two of them.
    paint(context, view, paintPiece) {
      if (view.zoom < FROM_ZOOM) return;
      for (const piece of this.pieces.values()) {
        const frame = piece && frameOf(piece.corners, view);
        if (!frame || frame.x > view.size.x || frame.y > view.size.y || frame.x + frame.width < 0 || frame.y + frame.height < 0) continue;
        context.save();
        context.beginPath();
        context.rect(frame.x, frame.y, frame.width, frame.height);
        context.clip();
        paintPiece(piece, frame);
        context.restore();
      }
    }
  };

  function frameOf({ x, y }, { scale, offset }) {
    const [left, right] = [0, 1].map((i) => Math.round(x[i] * scale - offset.x));
    const [top, bottom] = [0, 1].map((i) => Math.round(y[i] * scale - offset.y));
    return { x: left, y: top, width: right - left, height: bottom - top };
  }
  function between(low, high, size, first, last) {
    const from = Math.max(first, Math.floor(low / size));
    const to = Math.min(last, Math.floor(high / size));
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  }
})((window.symgeo = window.symgeo || {}));
