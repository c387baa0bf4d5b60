// Pictures that stand on the map many times or move to move: each is drawn once and then copied.
(function (symgeo) {
  "use strict";

  // A canvas of its own for each picture would take longer than drawing it: they share a few.
  const SHEET = { width: 1024, height: 512 }; // px of the screen
  const MOST_SHEETS = 12;

  symgeo.Stamps = class {
    constructor() {
      this.widths = new Map(); // of names, px
      this.ratio = 0;
      this.forget();
    }
    forget() {
      this.kept = new Map();
      this.sheets = [];
      this.waiting = [];
      this.isFull = false;
    }
    // Puts a picture with its middle at x, y, as soon as `flush` is called: were pictures drawn and copied by turns,
    // a sheet would be copied for each. `paint` draws around 0, 0 within `width` and `height` (px) on each side;
    // the same key stands for the same picture.
    put(context, key, x, y, picture) {
      const ratio = window.devicePixelRatio || 1;
      if (ratio !== this.ratio) this.forget();
      this.ratio = ratio;
      if (!this.kept.has(key)) this.kept.set(key, this.drawn(picture));
      this.waiting.push({ place: this.kept.get(key), picture, x, y, alpha: context.globalAlpha });
    }
    flush(context) {
      const { ratio } = this;
      const alphaBefore = context.globalAlpha;
      for (const { place, picture, x, y, alpha } of this.waiting) {
        context.globalAlpha = alpha;
        // On whole pixels of the screen: a copy in between would be blurred.
        const left = Math.round((x - picture.width) * ratio) / ratio;
        const top = Math.round((y - picture.height) * ratio) / ratio;
        if (place) {
          const { sheet, width, height } = place;
          context.drawImage(sheet, place.left, place.top, width, height, left, top, width / ratio, height / ratio);
        } else {
          context.save();
          context.translate(left + picture.width, top + picture.height);
          picture.paint(context);
          context.restore();
        }
      }
      context.globalAlpha = alphaBefore;
      this.waiting = [];
      if (this.isFull) this.forget();
    }
    // Where a new picture stands; null where there is no room left for it.
    drawn({ width, height, paint }) {
      const { ratio } = this;
      const place = this.room(Math.ceil(2 * width * ratio), Math.ceil(2 * height * ratio));
      if (!place) return null;
      const { context } = place;
      context.save();
      context.beginPath();
      context.rect(place.left, place.top, place.width, place.height);
      context.clip();
      context.setTransform(ratio, 0, 0, ratio, place.left + width * ratio, place.top + height * ratio);
      paint(context);
      context.restore();
      return place;
    }
    // Pictures stand in rows, each as high as the highest in it.
    room(width, height) {
      let last = this.sheets[this.sheets.length - 1];
      if (last && last.left + width > SHEET.width) [last.left, last.top, last.row] = [0, last.top + last.row + 1, 0];
      if (!last || last.top + height > SHEET.height) {
        this.isFull = this.sheets.length === MOST_SHEETS || width > SHEET.width || height > SHEET.height;
        if (this.isFull) return null;
        last = newSheet();
        this.sheets.push(last);
      }
      const { sheet, context, left, top } = last;
      last.left += width + 1;
      last.row = Math.max(last.row, height);
      return { sheet, context, left, top, width, height };
    }
  };

  function newSheet() {
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [SHEET.width, SHEET.height];
    return { sheet, context: sheet.getContext("2d"), left: 0, top: 0, row: 0 };
  }
})((window.symgeo = window.symgeo || {}));
