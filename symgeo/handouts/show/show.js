// Steps through the slides by arrow keys, page keys, a presenter's clicker or the buttons.
(function () {
  "use strict";

  const slides = [...document.querySelectorAll("section")];
  const place = document.getElementById("place");
  const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
  const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];
  let at = 0;

  function show(number) {
    at = Math.max(0, Math.min(slides.length - 1, number));
    slides.forEach((slide, i) => slide.classList.toggle("is-shown", i === at));
    place.textContent = `${at + 1} / ${slides.length}`;
    history.replaceState(null, "", `#${at + 1}`);
    // Screen readers read on from the heading.
    slides[at].querySelector("h1").focus({ preventScroll: true });
  }
  function fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }
  document.addEventListener("keydown", (event) => {
    const isButton = event.target instanceof HTMLButtonElement;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (isButton && (event.key === " " || event.key === "Enter")) return;
    if (FORWARD.includes(event.key)) show(at + 1);
    else if (BACK.includes(event.key)) show(at - 1);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(slides.length - 1);
    else if (event.key === "f" || event.key === "F") fill();
    else return;
    event.preventDefault();
  });
  document.getElementById("back").addEventListener("click", () => show(at - 1));
  document.getElementById("next").addEventListener("click", () => show(at + 1));
  document.getElementById("fill").addEventListener("click", fill);
  window.addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1 || 0));
  show(Number(location.hash.slice(1)) - 1 || 0);
})();
