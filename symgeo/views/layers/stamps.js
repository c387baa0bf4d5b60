// Pictures that stand on the map many times or move to move: each is drawn once and then copied.
(function (symgeo) {
  "use strict";

  const MOST_KEPT = 2_000;

  symgeo.Stamps = class {
    constructor() {
      this.kept = new Map();
      this.widths = new Map(); // of names, px
      this.ratio = 0;
    }
    // Puts a picture with its middle at x, y. `paint` draws it around 0, 0 within `width` and `height` (px) on
    // each side; the same key stands for the same picture.
    put(context, key, x, y, { width, height, paint }) {
      const ratio = window.devicePixelRatio || 1;
      if (ratio !== this.ratio || this.kept.size > MOST_KEPT) this.kept.clear();
      this.ratio = ratio;
      let picture = this.kept.get(key);
      if (!picture) {
        picture = this.drawn(width, height, paint);
        this.kept.set(key, picture);
      }
      // On whole pixels of the screen: a copy in between would be blurred.
      const left = Math.round((x - width) * ratio) / ratio;
      const top = Math.round((y - height) * ratio) / ratio;
      context.drawImage(picture, left, top, picture.width / ratio, picture.height / ratio);
    }
    drawn(width, height, paint) {
      const picture = document.createElement("canvas");
      picture.width = Math.ceil(2 * width * this.ratio);
      picture.height = Math.ceil(2 * height * this.ratio);
      const context = picture.getContext("2d");
      context.setTransform(this.ratio, 0, 0, this.ratio, width * this.ratio, height * this.ratio);
      paint(context);
      return picture;
    }
  };
})((window.symgeo = window.symgeo || {}));
