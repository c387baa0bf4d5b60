// From site to site by keyboard: a place to stand on, arrow keys to the next site, Enter to press it.
(function (symgeo) {
  "use strict";

  const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  symgeo.walk = (map, tip) => {
    const { scene, words } = map.symgeo;
    const button = L.DomUtil.create("button", "symgeo-walk", map.getContainer());
    const said = L.DomUtil.create("span", "symgeo-said", map.getContainer());
    let found = null;
    button.type = "button";
    button.textContent = words.walk;
    said.setAttribute("aria-live", "polite");

    const stand = (next) => {
      found = next;
      scene.hover(found);
      const point = found && pointOf(scene, found.i);
      tip.show(found, point);
      const { title, detail } = found ? scene.wordsOf(found) : { title: "", detail: "" };
      said.textContent = found ? `${title}. ${detail}` : "";
    };
    button.addEventListener("keydown", (event) => {
      const direction = DIRECTIONS[event.key];
      if (!direction && event.key !== "Enter" && event.key !== " ") return;
      // The map itself would move.
      event.preventDefault();
      event.stopPropagation();
      if (direction) {
        const next = nextSite(scene, found, direction);
        if (next === null) map.panBy(L.point(direction).multiplyBy(map.getSize().x / 4), { animate: false });
        else stand({ columns: scene.sites, i: next });
      } else if (found && found.columns === scene.sites) {
        const latlng = L.latLng(scene.sites.lat[found.i], scene.sites.lon[found.i]);
        symgeo.press(scene, found, latlng);
        if (scene.sites.placed.count[found.i] > 1) stand(null);
      }
    });
    // What the keyboard presses on the button is no press on the map.
    L.DomEvent.disableClickPropagation(button);
    button.addEventListener("blur", () => stand(null));
  };

  function pointOf(scene, i) {
    const { x, y } = scene.sites.placed;
    return scene._map.layerPointToContainerPoint(L.point(x[i], y[i]).subtract(scene._map.getPixelOrigin()));
  }

  // The nearest sign that lies rather ahead than aside; the one nearest to the middle at first.
  function nextSite(scene, found, [dx, dy]) {
    const { sites } = scene;
    if (!sites) return null;
    const isFirst = !found || found.columns !== sites || !sites.placed.shown[found.i];
    const size = scene._map.getSize();
    const from = isFirst ? size.divideBy(2) : pointOf(scene, found.i);
    let best = null;
    let least = Infinity;
    for (const i of sites.inView) {
      const to = pointOf(scene, i);
      if ((!isFirst && i === found.i) || to.x < 0 || to.y < 0 || to.x > size.x || to.y > size.y) continue;
      const ahead = (to.x - from.x) * dx + (to.y - from.y) * dy;
      const aside = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx);
      if (!isFirst && ahead <= 0) continue;
      const far = isFirst ? Math.abs(ahead) + aside : ahead + 2 * aside;
      if (far < least) { least = far; best = i; }
    }
    return best;
  }
})((window.symgeo = window.symgeo || {}));
