// A canvas over the whole map and a little beyond its edges: drawn once for each place and zoom.
(function (symgeo) {
  "use strict";

  symgeo.Sheet = L.Renderer.extend({
    options: { padding: 0.1 },

    initialize(pane, look) {
      L.Renderer.prototype.initialize.call(this, { pane });
      this.look = look;
    },

    // L.Renderer's own hooks --------------------------------------------------------------------
    _initContainer() {
      this._container = document.createElement("canvas");
    },
    _destroyContainer() {
      this._container.remove();
      delete this._container;
    },
    _updatePaths() {},
    // Leaflet asks for this twice at the end of each move: the second time there is nothing to do.
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      L.DomUtil.setPosition(this._container, this._bounds.min);
      const view = this.view();
      const key = [view.zoom, view.offset.x, view.offset.y, view.size.x, view.size.y].join(" ");
      if (key === this.drawnFor) return;
      this.drawnFor = key;
      this.draw();
    },

    // Several changes come in one turn: they are drawn together.
    invalidate() {
      if (this.waiting || !this._map) return;
      this.waiting = true;
      requestAnimationFrame(() => {
        this.waiting = false;
        // At the end of a zoom everything is drawn anyway.
        if (this._map && this._container && !this._map._animatingZoom) this.draw();
      });
    },

    // What the canvas shows: its upper left corner in px of the world at this zoom, and its size.
    view() {
      const zoom = this._map.getZoom();
      const offset = this._map.getPixelOrigin().add(this._bounds.min);
      return { zoom, scale: 2 ** zoom, offset, size: this._bounds.getSize() };
    },
    draw() {
      const view = this.view();
      const ratio = window.devicePixelRatio || 1;
      const [width, height] = [Math.round(view.size.x * ratio), Math.round(view.size.y * ratio)];
      if (this._container.width !== width || this._container.height !== height) {
        [this._container.width, this._container.height] = [width, height];
        this._container.style.width = `${view.size.x}px`;
        this._container.style.height = `${view.size.y}px`;
      }
      const context = this._container.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.globalAlpha = 1;
      context.clearRect(0, 0, view.size.x, view.size.y);
      this.paint(context, view);
    },
  });
})((window.symgeo = window.symgeo || {}));
