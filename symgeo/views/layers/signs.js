// A sign for several sites: a ring with a piece for each family, and their number; and how much of all is drawn.
(function (symgeo) {
  "use strict";

  const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
  const RING_WIDTH_PX = 3;
  const AROUND_GROUP_PX = 60;

  symgeo.signs = {
    // Discs with their numbers one after the other: there are too many different ones for a picture of each.
    drawSigns(context, signs, view) {
      const { sites } = this;
      context.textAlign = "center";
      context.textBaseline = "middle";
      let font = "";
      for (const i of signs) {
        const count = sites.placed.count[i];
        const wanted = `600 ${count > 999 ? 10 : 10.5}px ${FONT}`;
        if (wanted !== font) context.font = font = wanted;
        context.globalAlpha = sites.dim[i] ? 0.35 : 1;
        this.drawDisc(context, short(count), sites.placed.x[i] - view.offset.x, sites.placed.y[i] - view.offset.y, sites.radii[i]);
      }
      context.textAlign = "start";
      context.textBaseline = "alphabetic";
      context.globalAlpha = 1;
      this.drawRings(context, signs, view);
    },
    drawDisc(context, text, x, y, radius) {
      context.beginPath();
      context.arc(x, y, radius + 1.2, 0, 2 * Math.PI);
      context.fillStyle = this.look.halo;
      context.fill();
      context.fillStyle = this.look.text;
      context.fillText(text, x, y + 0.5);
    },
    // The rings of many signs, one family after the other: a stroke for each family instead of each piece.
    drawRings(context, signs, view) {
      const { sites, look } = this;
      const paths = new Map();
      for (const i of signs) {
        const x = sites.placed.x[i] - view.offset.x;
        const y = sites.placed.y[i] - view.offset.y;
        const radius = sites.radii[i] - RING_WIDTH_PX / 2;
        const members = sites.placed.familiesOf(i);
        let from = -Math.PI / 2;
        for (let family = 0; family < members.length; family += 1) {
          if (!members[family]) continue;
          const to = from + (2 * Math.PI * members[family]) / sites.placed.count[i];
          const key = 2 * family + (sites.dim[i] ? 1 : 0);
          if (!paths.has(key)) paths.set(key, new Path2D());
          const path = paths.get(key);
          path.moveTo(x + radius * Math.cos(from), y + radius * Math.sin(from));
          path.arc(x, y, radius, from, to);
          from = to;
        }
      }
      context.lineWidth = RING_WIDTH_PX;
      context.setLineDash([]);
      for (const [key, path] of paths) {
        context.globalAlpha = key % 2 ? 0.35 : 1;
        context.strokeStyle = sites.hues[key >> 1] || look.existing;
        context.stroke(path);
      }
      context.globalAlpha = 1;
    },
    // Sites that one sign stands for, as a part of the country that shows them apart.
    boundsOf(i) {
      const { sites } = this;
      const bounds = L.latLngBounds([]);
      sites.id.forEach((_, k) => {
        if (sites.placed.signOf(k) === i) bounds.extend([sites.lat[k], sites.lon[k]]);
      });
      return bounds;
    },
    lookCloser(i) {
      const map = this._map;
      const bounds = this.boundsOf(i);
      const zoom = Math.min(symgeo.SPREAD_FROM_ZOOM, map.getBoundsZoom(bounds, false, L.point(AROUND_GROUP_PX, AROUND_GROUP_PX)));
      map.symgeo.view.isUntouched = false;
      map.setView(bounds.getCenter(), Math.max(zoom, map.getZoom() + 1));
    },
    // What the tooltip says, and what is read aloud.
    wordsOf({ columns, i }) {
      const count = columns.placed ? columns.placed.count[i] : 1;
      const { words } = this._map.symgeo;
      if (count === 1) return { title: columns.title[i], detail: columns.detail.at(i) };
      // The pieces of the ring differ by hue alone: what they are stands here in words.
      const told = Array.from(columns.placed.familiesOf(i), (members, k) => [words.families[k], members])
        .filter(([name, members]) => name && members)
        .map(([name, members]) => `${name}: ${symgeo.number(members, words)}`);
      const detail = [told.join(", "), words.closer].filter(Boolean).join(". ");
      return { title: symgeo.fill(words.together, { count: symgeo.number(count, words) }), detail };
    },
  };

  symgeo.fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  // Browsers know the digits of bokmål better than those of nynorsk; they are the same.
  symgeo.number = (value, words) => value.toLocaleString(words.language === "nn" ? "nb" : words.language);

  // In a corner of the map: how many sites and lines there are where not each of them is drawn.
  symgeo.Caption = class {
    constructor(map, words) {
      this.words = words;
      const control = L.control({ position: "bottomleft" });
      control.onAdd = () => L.DomUtil.create("div", "symgeo-caption");
      control.addTo(map);
      this.element = control.getContainer();
    }
    show({ sites, lines }) {
      const said = [];
      const number = (value) => symgeo.number(value, this.words);
      let all = 0;
      if (sites) for (const i of sites.inView) all += sites.placed.count[i];
      if (sites && all > sites.inView.length) {
        said.push(symgeo.fill(this.words.crowd, { sites: number(all), signs: number(sites.inView.length) }));
      }
      lines.forEach((some) => {
        const found = some.inView;
        if (some.most && found > some.picked.length) {
          said.push(symgeo.fill(this.words.best, { shown: number(some.picked.length), found: number(found) }));
        }
      });
      this.element.textContent = said.join("\n");
      this.element.hidden = !said.length;
    }
  };

  function short(count) {
    return count > 9999 ? `${Math.round(count / 1000)}k` : String(count);
  }
})((window.symgeo = window.symgeo || {}));
