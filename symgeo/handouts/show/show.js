// Steps through the slides by arrow keys, page keys, a presenter's clicker or the buttons.
(function () {
  "use strict";

  const slides = [...document.querySelectorAll("section")];
  const place = document.getElementById("place");
  const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
  const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];
  const DARK = ["b", "B", "."]; // the key of a clicker that makes the screen dark
  const frame = window.parent !== window ? window.parent : null;
  let at = 0;

  function show(number) {
    at = Math.max(0, Math.min(slides.length - 1, number));
    document.body.classList.remove("is-dark");
    slides.forEach((slide, i) => slide.classList.toggle("is-shown", i === at));
    place.textContent = `${at + 1} / ${slides.length}`;
    history.replaceState(null, "", `#${slides[at].id || at + 1}`);
    // Screen readers read on from the heading.
    slides[at].querySelector("h1").focus({ preventScroll: true });
  }
  function asked() {
    const name = decodeURIComponent(location.hash.slice(1));
    const named = slides.findIndex((slide) => slide.id && slide.id === name);
    return named >= 0 ? named : Number(name) - 1 || 0;
  }
  function fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }
  // Inside one of our pages, the page around it closes it.
  function close() {
    if (frame) frame.postMessage("symgeo.close", location.origin);
    else if (document.fullscreenElement) document.exitFullscreen();
  }
  document.addEventListener("keydown", (event) => {
    const isButton = event.target instanceof HTMLButtonElement;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (isButton && (event.key === " " || event.key === "Enter")) return;
    if (FORWARD.includes(event.key)) show(at + 1);
    else if (BACK.includes(event.key)) show(at - 1);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(slides.length - 1);
    else if ((event.key === "f" || event.key === "F") && !frame) fill();
    else if (event.key === "Escape") close();
    else if (DARK.includes(event.key)) document.body.classList.toggle("is-dark");
    else return;
    event.preventDefault();
  });
  document.getElementById("back").addEventListener("click", () => show(at - 1));
  document.getElementById("next").addEventListener("click", () => show(at + 1));
  document.getElementById("fill").addEventListener("click", fill);
  document.getElementById("close").addEventListener("click", close);
  document.getElementById("close").hidden = !frame;
  document.getElementById("fill").hidden = Boolean(frame);
  window.addEventListener("hashchange", () => show(asked()));
  show(asked());
})();
