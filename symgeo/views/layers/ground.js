// Land, lakes and counties below everything, on one canvas; where there are tiles, the counties' borders above them.
(function (symgeo) {
  "use strict";

  const OUTLINES_BELOW_ZOOM = 8.5;

  // What lies on the map, whichever part of it has come.
  symgeo.Country = class {
    constructor(map, look, coast) {
      this.map = map;
      this.coast = coast;
      this.land = null;
      this.lakes = null;
      this.counties = [];
      this.wanted = { active: new Set(), selected: new Set() };
      this.tiles = new Set();
      this.ground = new Ground("symgeo-ground", look);
      this.borders = new Borders("symgeo-borders", look);
      this.ground.country = this.borders.country = this;
      this.ground.addTo(map);
      map.on("layeradd layerremove", ({ type, layer }) => {
        if (layer instanceof L.TileLayer) this.takeTiles(type, layer);
      });
      coast.onPieces = () => this.invalidate();
    }
    // A canvas as large as the map takes its time at each zoom: borders have their own only above tiles.
    takeTiles(type, layer) {
      if (type === "layeradd") this.tiles.add(layer);
      else this.tiles.delete(layer);
      if (this.tiles.size) this.borders.addTo(this.map);
      else this.borders.remove();
      this.invalidate();
    }
    takeLand({ land, lakes }) {
      this.land = symgeo.unpackRings(land);
      this.lakes = symgeo.unpackRings(lakes);
      this.invalidate();
    }
    takeCounties(counties) {
      this.counties = counties.map(({ code, rings }) => ({ code, rings: symgeo.unpackRings(rings) }));
      this.map.symgeo.scene.labels.counties = counties.map(({ code, name, label }) => {
        const { x, y } = symgeo.project([label[1]], [label[0]]);
        return { x: x[0], y: y[0], text: name, code, active: this.wanted.active.has(code) };
      });
      this.map.symgeo.scene.invalidate();
      this.invalidate();
    }
    want({ active, selected }) {
      this.wanted = { active: new Set(active), selected: new Set(selected) };
      this.map.symgeo.scene.labels.counties.forEach((label) => { label.active = this.wanted.active.has(label.code); });
      this.map.symgeo.scene.invalidate();
      this.invalidate();
    }
    invalidate() {
      this.ground.invalidate();
      this.borders.invalidate();
    }
    isActive(code) {
      return this.wanted.active.has(code);
    }
    outlines(isWanted) {
      return this.counties.filter(({ code }) => isWanted(code)).map(({ rings }) => rings);
    }
  };

  const Ground = symgeo.Sheet.extend({
    paint(context, view) {
      const { look, country } = this;
      context.lineJoin = "round";
      if (country.land) {
        trace(context, [country.land], view);
        fill(context, look.land_far);
        stroke(context, look.land_edge, 0.8);
      }
      trace(context, country.outlines((code) => country.isActive(code)), view);
      fill(context, look.land);
      if (country.lakes) {
        trace(context, [country.lakes], view);
        fill(context, look.sea);
        stroke(context, look.land_edge, 0.8);
      }
      const hasBorders = !country.tiles.size;
      if (hasBorders) paintBorders({ context, view, look, country });
      country.coast.paint(context, view, (piece, frame) => {
        paintPiece({ context, view, look, country }, piece, frame);
        if (hasBorders) paintPieceBorders({ context, view, look, country }, piece);
      });
      if (country.land) this._map.getContainer().dataset.land = "drawn";
    },
  });

  const Borders = symgeo.Sheet.extend({
    paint(context, view) {
      const { look, country } = this;
      paintBorders({ context, view, look, country });
      country.coast.paint(context, view, (piece, frame) => {
        context.clearRect(frame.x, frame.y, frame.width, frame.height);
        paintPieceBorders({ context, view, look, country }, piece);
      });
    },
  });

  function paintBorders({ context, view, look, country }) {
    const { active, selected } = country.wanted;
    // Close by, an accent along every skerry would shout.
    const isOutlined = (code) => view.zoom < OUTLINES_BELOW_ZOOM && selected.has(code);
    const draw = (isWanted, colour, width) => {
      trace(context, country.outlines(isWanted), view);
      stroke(context, colour, width);
    };
    context.lineJoin = "round";
    draw((code) => !isOutlined(code) && !active.has(code), look.county_border, 0.6);
    draw((code) => !isOutlined(code) && active.has(code), look.county_border, 1);
    context.globalAlpha = 0.65;
    draw(isOutlined, look.accent, 1.4);
    context.globalAlpha = 1;
    if (country.counties.length) country.map.getContainer().dataset.counties = "drawn";
  }
  function paintPiece({ context, view, look, country }, piece, frame) {
    context.fillStyle = look.sea;
    context.fillRect(frame.x, frame.y, frame.width, frame.height);
    trace(context, [piece.land], view);
    fill(context, look.land_far);
    context.save();
    context.clip("evenodd");
    trace(context, ringsOf(piece, (code) => country.isActive(code)), view);
    fill(context, look.land);
    context.restore();
    trace(context, [piece.lakes], view);
    fill(context, look.sea);
    stroke(context, look.land_edge, 0.8);
    trace(context, [piece.land], view);
    stroke(context, look.county_border, 1);
  }

  // On land alone: at the coast the ground has drawn its own, finer line.
  function paintPieceBorders({ context, view, look, country }, piece) {
    trace(context, [piece.land], view);
    context.clip("evenodd");
    trace(context, ringsOf(piece, (code) => !country.isActive(code)), view);
    stroke(context, look.county_border, 0.6);
    trace(context, ringsOf(piece, (code) => country.isActive(code)), view);
    stroke(context, look.county_border, 1);
  }
  function ringsOf(piece, isWanted) {
    return piece.counties.filter(({ code }) => isWanted(code)).map(({ rings }) => rings);
  }

  function trace(context, some, view) {
    context.beginPath();
    some.forEach((rings) => symgeo.traceRings(context, rings, view));
  }
  function fill(context, colour) {
    context.fillStyle = colour;
    context.fill("evenodd");
  }
  function stroke(context, colour, width) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
})((window.symgeo = window.symgeo || {}));
