// A sign for several sites: a ring with a piece for each family, and their number; and how much of all is drawn.
(function (symgeo) {
  "use strict";

  const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
  const RING_WIDTH_PX = 3;
  const AROUND_GROUP_PX = 60;

  symgeo.signs = {
    drawSign(context, i, x, y, radius) {
      const { sites, look } = this;
      const count = sites.placed.count[i];
      context.globalAlpha = sites.dim[i] ? 0.35 : 1;
      context.setLineDash([]);
      circle(context, x, y, radius + 1.2, 0, 2 * Math.PI);
      context.fillStyle = look.halo;
      context.fill();
      let from = -Math.PI / 2;
      context.lineWidth = RING_WIDTH_PX;
      symgeo.familiesOf(sites.placed, i).forEach((members, family) => {
        if (!members) return;
        const to = from + (2 * Math.PI * members) / count;
        circle(context, x, y, radius - RING_WIDTH_PX / 2, from, to);
        context.strokeStyle = sites.hues[family] || look.existing;
        context.stroke();
        from = to;
      });
      context.fillStyle = look.text;
      context.font = `600 ${count > 999 ? 10 : 10.5}px ${FONT}`;
      context.letterSpacing = "0px";
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(short(count), x, y + 0.5);
      context.textAlign = "left";
      context.globalAlpha = 1;
    },
    // Sites that one sign stands for, as a part of the country that shows them apart.
    boundsOf(i) {
      const { sites } = this;
      const bounds = L.latLngBounds([]);
      sites.placed.group.forEach((group, k) => {
        if (group === sites.placed.group[i] && sites.placed.x[k] === sites.placed.x[i]) bounds.extend([sites.lat[k], sites.lon[k]]);
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
      if (count === 1) return { title: columns.title[i], detail: columns.detail[i] };
      return { title: symgeo.fill(words.together, { count: symgeo.number(count, words) }), detail: words.closer };
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
      const all = sites ? sites.inView.reduce((sum, i) => sum + sites.placed.count[i], 0) : 0;
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

  function circle(context, x, y, radius, from, to) {
    context.beginPath();
    context.arc(x, y, radius, from, to);
  }
  function short(count) {
    return count > 9999 ? `${Math.round(count / 1000)}k` : String(count);
  }
})((window.symgeo = window.symgeo || {}));
