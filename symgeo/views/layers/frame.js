// The constant map: land and counties from our own server, controls, the reader's view.
(function (symgeo) {
  "use strict";

  symgeo.start = (map, given) => {
    const { look, words, sources } = given;
    addStyle(look);
    addPanes(map);
    describe(map, words);
    addControls(map, words);
    const scene = new symgeo.Scene("symgeo-scene", look);
    scene.flow = new symgeo.Flow(map, look);
    scene.caption = new symgeo.Caption(map, words);
    scene.addTo(map);
    const country = new symgeo.Country(map, look, new symgeo.Coast(map, sources.coast));
    map.symgeo = { scene, country, words, look, view: null };
    // What is on the screen, for the page around this frame.
    symgeo.area = () => {
      const bounds = map.getBounds();
      return { south: bounds.getSouth(), west: bounds.getWest(), north: bounds.getNorth(), east: bounds.getEast() };
    };
    symgeo.listen(map);
    keepSize(map);
    symgeo.read(sources.land).then((land) => country.takeLand(land));
    symgeo.read(sources.counties).then((counties) => country.takeCounties(counties));
    if (sources.places) symgeo.read(sources.places).then((places) => takePlaces(map, places));
    symgeo.focus(map, given.view);
  };

  // An address to be asked for, or (in a file that works without a server) the content itself.
  symgeo.read = (source) => {
    if (typeof source !== "string") return Promise.resolve(source);
    return fetch(source).then((response) => {
      if (!response.ok) throw new Error(`${source}: ${response.status}`);
      return response.json();
    });
  };

  function addStyle(look) {
    const style = document.createElement("style");
    style.textContent = symgeo.css.replace(/\{(\w+)\}/g, (_, name) => look[name]);
    document.head.appendChild(style);
  }

  // Tiles stand at 200: land below them shows through where they fail, borders stay visible above.
  function addPanes(map) {
    const panes = [["ground", 150], ["borders", 250], ["scene", 420], ["flow", 430]];
    panes.forEach(([name, level]) => {
      const pane = map.createPane(`symgeo-${name}`);
      pane.style.zIndex = level;
      pane.style.pointerEvents = "none";
    });
  }

  function describe(map, words) {
    const container = map.getContainer();
    container.classList.add("symgeo-map");
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", words.map);
    document.documentElement.lang = words.language;
    document.title = words.map;
    // folium forbids readers to enlarge the frame's text.
    document.querySelectorAll("meta[name=viewport]").forEach((meta) => {
      meta.content = "width=device-width, initial-scale=1";
    });
  }

  function addControls(map, words) {
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(words.attribution);
    L.control.zoom({ position: "topleft", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 110 }).addTo(map);
  }

  symgeo.paintCounties = (map, wanted) => map.symgeo.country.want(wanted);

  // Columns: name, lat, lon, from (the zoom from which the name is shown).
  function takePlaces(map, places) {
    const { x, y } = symgeo.project(places.lat, places.lon);
    map.symgeo.scene.labels.places = places.name.map((text, i) => ({ x: x[i], y: y[i], text, from: places.from[i] }));
    map.symgeo.scene.invalidate();
  }

  // The same view asked for again leaves the map where the reader has moved it.
  symgeo.focus = (map, view) => {
    const key = JSON.stringify(view);
    if (map.symgeo.view && map.symgeo.view.key === key) return;
    map.symgeo.view = { key, view, isUntouched: true };
    // A map on which nothing has been seen yet has nothing to move away from.
    fit(map, map.symgeo.scene.hasShownSites);
  };
  function fit(map, animate) {
    const { south, west, north, east, zoom, is_whole: isWhole } = map.symgeo.view.view;
    const size = map.getSize();
    if (!size.x || !size.y) return;
    const padding = isWhole ? 0 : Math.min(44, size.x * 0.06);
    map.fitBounds([[south, west], [north, east]], { padding: [padding, padding], maxZoom: zoom, animate });
  }

  // A map in a hidden tab has no size, and a turned telephone another one.
  function keepSize(map) {
    const touched = () => { if (map.symgeo.view) map.symgeo.view.isUntouched = false; };
    map.getContainer().addEventListener("wheel", touched, { passive: true });
    map.getContainer().addEventListener("keydown", touched);
    map.on("mousedown touchstart dblclick", touched);
    map.on("dragstart", touched);
    const watch = new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      if (map.symgeo.view && map.symgeo.view.isUntouched) fit(map, false);
    });
    watch.observe(map.getContainer());
    map.on("unload", () => watch.disconnect());
  }
})((window.symgeo = window.symgeo || {}));
