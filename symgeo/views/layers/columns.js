// Columns of many rows: fetched from our own server once, and unpacked into typed arrays and texts.
(function (symgeo) {
  "use strict";

  const KEPT = 4;
  const TYPES = { u1: Uint8Array, u2: Uint16Array, i4: Int32Array, f4: Float32Array };
  const known = new Map(); // by address, the last wanted last

  // Calls `use` with the columns: at once where they are known, else as soon as they have come.
  symgeo.columns = (address, use) => {
    const held = known.get(address);
    known.delete(address);
    known.set(address, held || symgeo.read(address).then((packed) => {
      const columns = symgeo.unpack(packed);
      known.set(address, columns);
      return columns;
    }, (error) => {
      known.delete(address); // the next one asks again
      throw error;
    }));
    for (const old of known.keys()) if (known.size > KEPT) known.delete(old);
    if (held && !(held instanceof Promise)) use(held);
    else known.get(address).then(use);
  };

  symgeo.unpack = (packed) => Object.fromEntries(Object.entries(packed).map(([name, value]) => [name, column(value)]));

  function column(value) {
    if (value && value.type) return numbers(value);
    if (value && value.words) return words(value);
    if (value && value.lines) return lines(value.lines);
    return value;
  }
  function numbers({ type, data, unit }) {
    const text = atob(data);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    const values = new TYPES[type](bytes.buffer);
    if (!unit) return values;
    const scaled = new Float64Array(values.length);
    for (let i = 0; i < values.length; i += 1) scaled[i] = values[i] / unit;
    return scaled;
  }
  // Few different texts: each stands once, and each row has the number of its own.
  function words({ words: different, rows }) {
    const row = numbers(rows);
    const all = new Array(row.length);
    for (let i = 0; i < row.length; i += 1) all[i] = different[row[i]];
    return all;
  }
  // Texts of several lines are put together when one is asked for.
  function lines(packed) {
    const parts = packed.map(words);
    return { at: (i) => parts.map((part) => part[i]).filter(Boolean).join("\n") };
  }
})((window.symgeo = window.symgeo || {}));
