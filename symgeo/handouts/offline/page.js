// The offline map's page: filters, list, cards and theme around the same map that the application draws.
(function (data) {
  "use strict";

  const LINE_ROWS = ["id", "from", "to", "lat1", "lon1", "lat2", "lon2", "title", "detail", "family", "width", "style"];
  const SITE_ROWS = ["id", "lat", "lon", "title", "detail", "family", "size", "hollow", "dim"];
  const find = (id) => document.getElementById(id);
  const words = data.words;
  const state = { query: "", county: "", group: "", records: true, chosen: "", site: "", theme: "light" };
  let map = null;
  let drawn = [];

  // Texts ------------------------------------------------------------------------------------------------
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "")
    .replace(/ø/g, "o").replace(/æ/g, "ae");
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text; // names are anybody's text, never HTML
    if (className) element.className = className;
    return element;
  };

  // What the filters leave ---------------------------------------------------------------------------------
  const searched = data.pairs.map((pair) => fold(pair.search));
  const siteSearched = data.sites.title.map((title, i) => fold(`${title} ${data.sites.detail[i]}`));
  function pairsLeft() {
    const query = fold(state.query.trim());
    return data.pairs.map((_, i) => i).filter((i) => {
      const pair = data.pairs[i];
      return (!state.county || pair.counties.includes(state.county)) && (!state.group || pair.group === state.group) &&
        (!query || searched[i].includes(query));
    });
  }
  function sitesLeft(pairs) {
    const ends = new Set(pairs.flatMap((i) => [data.lines.from[i], data.lines.to[i]]));
    const query = fold(state.query.trim());
    return data.sites.id.map((_, i) => i).filter((i) => ends.has(data.sites.id[i]) ||
      (!state.group && (!state.county || data.siteCounties[i] === state.county) && (!query || siteSearched[i].includes(query))));
  }
  function rowsOf(columns, names, rows, extra) {
    const part = { ...columns, ...extra };
    names.forEach((name) => { part[name] = rows.map((i) => columns[name][i]); });
    return part;
  }

  // The map --------------------------------------------------------------------------------------------------
  function buildMap() {
    if (map) map.stop().remove();
    const old = find("map");
    const place = make("div");
    place.id = "map";
    old.replaceWith(place);
    map = L.map(place, { center: [63, 12], zoom: 6, zoomControl: false, minZoom: 3, maxZoom: 16, zoomSnap: 0.25 });
    symgeo.start(map, { look: data.looks[state.theme], words: data.map, sources: data.sources, view: data.view });
    symgeo.counties({ active: data.active, selected: [] }).addTo(map);
    drawn = [];
    document.title = data.title;
  }
  function drawMap(pairs) {
    drawn.forEach((layer) => layer.remove());
    const best = pairs.slice(0, data.most);
    const chosen = pairs.find((i) => data.lines.id[i] === state.chosen);
    if (chosen !== undefined && !best.includes(chosen)) best.push(chosen);
    const ends = state.site ? [state.site] : chosen === undefined ? [] : [data.lines.from[chosen], data.lines.to[chosen]];
    const hues = data.hues[state.theme];
    const styles = data.styles[state.theme];
    const layers = [
      symgeo.lines(rowsOf(data.lines, LINE_ROWS, best, { selected: state.chosen, hues, styles: styles.lines })),
      symgeo.sites(rowsOf(data.sites, SITE_ROWS, sitesLeft(pairs), { selected: ends, hues })),
    ];
    if (state.records) {
      const recorded = { ...data.exchanges, selected: "", hues: styles.neutral, styles: styles.exchanges };
      layers.unshift(symgeo.lines(recorded));
    }
    layers.forEach((layer) => {
      layer.on("click", (event) => press(event.layer.feature.properties));
      layer.addTo(map);
    });
    drawn = layers;
    return best.length;
  }
  function press(properties) {
    if (properties.kind === "site") choose("", properties.id);
    else if (properties.kind === "opportunity") choose(properties.id, "");
    else choose("", "");
  }

  // List and cards ---------------------------------------------------------------------------------------------
  function showList(pairs, lines) {
    const beside = find("beside");
    beside.replaceChildren();
    const heading = make("h2", fill(words.count, { count: pairs.length.toLocaleString(data.lang) }));
    heading.setAttribute("role", "status");
    beside.append(heading);
    if (lines < pairs.length) beside.append(make("p", fill(words.best_of, { shown: lines, found: pairs.length }), "source"));
    if (!pairs.length) beside.append(make("p", words.nothing));
    const list = make("ul");
    list.id = "list";
    pairs.slice(0, data.most).forEach((i) => {
      const row = make("li");
      const button = make("button");
      button.type = "button";
      button.append(make("strong", data.lines.title[i]), make("span", data.lines.detail[i].replace("\n", " · ")));
      button.addEventListener("click", () => choose(data.lines.id[i], ""));
      row.append(button);
      list.append(row);
    });
    beside.append(list);
  }
  function addFacts(card, facts) {
    const list = make("dl");
    facts.forEach(([term, told]) => list.append(make("dt", term), make("dd", told)));
    card.append(list);
  }
  function showCard(title, build) {
    const beside = find("beside");
    const back = make("button", words.back);
    back.type = "button";
    back.addEventListener("click", () => choose("", ""));
    const card = make("article");
    card.append(make("h2", title));
    build(card);
    beside.replaceChildren(back, card);
    back.focus();
  }
  function showPair(i) {
    const pair = data.pairs[i];
    showCard(data.lines.title[i], (card) => {
      card.append(make("p", pair.tier, "audience"), make("p", pair.sentence));
      if (pair.notice) card.append(make("p", pair.notice, "example"));
      addFacts(card, pair.facts);
      if (pair.question) card.append(make("p", pair.question, "notice"));
      card.append(make("h3", words.barrier), make("p", pair.barrier));
      if (pair.sources.length) {
        card.append(make("h3", words.sources));
        pair.sources.forEach((source) => card.append(make("p", source, "source")));
      }
    });
  }
  function showSite(id) {
    const site = data.cards[id];
    showCard(site.title, (card) => {
      addFacts(card, site.facts);
      if (!site.flows.length) return;
      const table = make("table");
      const head = make("tr");
      words.flow_headings.forEach((text) => {
        const cell = make("th", text);
        cell.scope = "col";
        head.append(cell);
      });
      const top = make("thead");
      top.append(head);
      const body = make("tbody");
      site.flows.forEach((cells) => {
        const row = make("tr");
        cells.forEach((text) => row.append(make("td", text)));
        body.append(row);
      });
      table.append(top, body);
      card.append(table);
    });
  }

  // Acting -------------------------------------------------------------------------------------------------------
  function choose(pair, site) {
    state.chosen = pair;
    state.site = site;
    show();
    const i = pair ? data.lines.id.indexOf(pair) : -1;
    if (i >= 0) focusOn([data.lines.lat1[i], data.lines.lat2[i]], [data.lines.lon1[i], data.lines.lon2[i]]);
  }
  function focusOn(lats, lons) {
    const around = 0.03;
    symgeo.view({
      south: Math.min(...lats) - around, north: Math.max(...lats) + around,
      west: Math.min(...lons) - 2 * around, east: Math.max(...lons) + 2 * around, zoom: 11,
    }).addTo(map);
  }
  function show() {
    const pairs = pairsLeft();
    const lines = drawMap(pairs);
    const i = state.chosen ? data.lines.id.indexOf(state.chosen) : -1;
    if (i >= 0) showPair(i);
    else if (state.site && data.cards[state.site]) showSite(state.site);
    else showList(pairs, lines);
  }
  function narrow(field, value) {
    state[field] = value;
    state.chosen = "";
    state.site = "";
    show();
  }
  function setTheme(theme) {
    state.theme = theme;
    document.documentElement.dataset.theme = theme;
    buildMap();
    choose(state.chosen, state.site);
  }

  find("query").addEventListener("input", (event) => narrow("query", event.target.value));
  find("county").addEventListener("change", (event) => narrow("county", event.target.value));
  find("group").addEventListener("change", (event) => narrow("group", event.target.value));
  find("records").addEventListener("change", (event) => narrow("records", event.target.checked));
  find("theme").addEventListener("click", () => setTheme(state.theme === "dark" ? "light" : "dark"));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose("", ""); });
  setTheme(window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
})
