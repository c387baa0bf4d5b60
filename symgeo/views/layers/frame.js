// The constant map: land and counties from our own server, controls, the reader's view.
(function (symgeo) {
  "use strict";

  const OUTLINES_BELOW_ZOOM = 8.5;

  symgeo.start = (map, given) => {
    const { look, words, sources } = given;
    addStyle(look);
    addPanes(map);
    describe(map, words);
    addControls(map, words);
    const scene = new symgeo.Scene(look);
    scene.flow = new symgeo.Flow(map, look);
    scene.caption = new symgeo.Caption(map, words);
    scene.addTo(map);
    map.symgeo = { scene, words, look, counties: null, wanted: { active: [], selected: [] }, view: null };
    map.symgeo.coast = new symgeo.Coast(map, look, sources.coast);
    // What is on the screen, for the page around this frame.
    symgeo.area = () => {
      const bounds = map.getBounds();
      return { south: bounds.getSouth(), west: bounds.getWest(), north: bounds.getNorth(), east: bounds.getEast() };
    };
    symgeo.listen(map);
    keepSize(map);
    symgeo.read(sources.land).then((land) => drawLand(map, land, look));
    symgeo.read(sources.counties).then((counties) => drawCounties(map, counties, look));
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

  // Tiles stand at 200: land below them shows through where they fail, borders stay visible above. What is
  // fetched on its own has a pane of its own, since it may come in any order.
  function addPanes(map) {
    const ground = [["land", 150], ["counties", 155], ["lakes", 160], ["coast", 170]];
    const panes = [...ground, ["borders", 250], ["scene", 420], ["flow", 430]];
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

  function drawLand(map, land, look) {
    const draw = (kind, pane, fillColor) => L.geoJSON(land, {
      renderer: L.canvas({ pane, padding: 0.2 }), pane, interactive: false,
      filter: (feature) => (feature.properties.kind === "lake") === (kind === "lake"),
      style: { fillColor, fillOpacity: 1, color: look.land_edge, weight: 0.8 },
    }).addTo(map);
    draw("land", "symgeo-land", look.land_far);
    draw("lake", "symgeo-lakes", look.sea);
    map.getContainer().dataset.land = "drawn";
  }

  function drawCounties(map, counties, look) {
    const fills = L.canvas({ pane: "symgeo-counties", padding: 0.2 });
    const borders = map.symgeo.coast.canvas("symgeo-borders", symgeo.paintBorders);
    map.symgeo.counties = {
      fills: L.geoJSON(null, { renderer: fills, pane: "symgeo-counties", interactive: false,
        style: { stroke: false, fillColor: look.land, fillOpacity: 1 } }),
      features: counties.features,
      borders: L.geoJSON(counties, { renderer: borders, pane: "symgeo-borders", interactive: false,
        style: { fill: false, color: look.county_border, weight: 0.9 } }),
    };
    map.symgeo.scene.labels.counties = counties.features.map((feature) => {
      const point = symgeo.innerPoint(feature.geometry);
      const { x, y } = symgeo.project([point.lat], [point.lon]);
      return { x: x[0], y: y[0], text: countyName(feature.properties), code: feature.properties.code, active: false };
    });
    symgeo.paintCounties(map, map.symgeo.wanted);
    map.symgeo.counties.fills.addTo(map);
    map.symgeo.counties.borders.addTo(map);
    let wasFar = map.getZoom() < OUTLINES_BELOW_ZOOM;
    map.on("zoomend", () => {
      const isFar = map.getZoom() < OUTLINES_BELOW_ZOOM;
      if (isFar !== wasFar) symgeo.paintCounties(map, map.symgeo.wanted);
      wasFar = isFar;
    });
    map.getContainer().dataset.counties = "drawn";
  }

  // "Västernorrland" for "Västernorrlands län": the short form is the same in all four languages.
  function countyName(properties) {
    return String(properties.name_en || properties.name).replace(/ County$/, "");
  }

  symgeo.paintCounties = (map, wanted) => {
    map.symgeo.wanted = wanted;
    const { counties, coast, look, scene } = map.symgeo;
    if (!counties) return;
    const active = new Set(wanted.active);
    const selected = new Set(wanted.selected);
    const code = (feature) => feature.properties.code;
    const filled = wanted.active.join(" ");
    if (counties.filled !== filled) {
      counties.filled = filled;
      counties.fills.clearLayers();
      counties.fills.addData({
        type: "FeatureCollection", features: counties.features.filter((feature) => active.has(code(feature))),
      });
    }
    // Close by, an accent along every skerry would shout.
    const outlined = map.getZoom() < OUTLINES_BELOW_ZOOM;
    counties.borders.setStyle((feature) => (outlined && selected.has(code(feature))
      ? { fill: false, color: look.accent, opacity: 0.65, weight: 1.4 }
      : { fill: false, color: look.county_border, opacity: 1, weight: active.has(code(feature)) ? 1 : 0.6 }));
    counties.borders.eachLayer((layer) => { if (selected.has(code(layer.feature))) layer.bringToFront(); });
    coast.redraw();
    scene.labels.counties.forEach((label) => { label.active = active.has(label.code); });
    scene.invalidate();
  };

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
    const isFirst = !map.symgeo.view;
    map.symgeo.view = { key, view, isUntouched: true };
    fit(map, !isFirst);
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
