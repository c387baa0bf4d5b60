function (words) {
  "use strict";
  function say(node, name, value) {
    if (node && node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  // Streamlit's field for files speaks English only; # is the number in its own words.
  var fileWords = [
    [/^Upload$/, words.choose],
    [/^\d+(\.\d+)?\s?MB per file/, words.largest],
    [/^Drag and drop a file here$/, words.drop],
    [/^File must be .* or smaller\.$/, words.tooLarge],
    [/^Error:$/, ""],
  ];
  function translateFileFields() {
    document.querySelectorAll("[data-testid='stFileUploader'], [data-testid='stTooltipErrorContent']").forEach(function (field) {
      var pieces = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
      for (var piece = pieces.nextNode(); piece; piece = pieces.nextNode()) {
        var known = fileWords.find(function (pair) { return pair[0].test(piece.nodeValue.trim()); });
        var said = known && known[1].replace("#", (/\d+/.exec(piece.nodeValue) || [""])[0]);
        if (known && piece.nodeValue !== said) piece.nodeValue = said;
      }
    });
  }
  function describe() {
    translateFileFields();
    say(document.documentElement, "lang", words.lang);
    document.querySelectorAll(".st-key-map iframe, [class*='st-key-press_map_'] iframe").forEach(function (frame) { say(frame, "title", words.map); });
    var content = document.querySelector(".st-key-content");
    if (content && !content.id) { content.id = "sg-content"; content.tabIndex = -1; }
    document.querySelectorAll("a[href='#stMain']").forEach(function (skip) {
      if (skip.textContent !== words.skip) skip.textContent = words.skip;
    });
    document.querySelectorAll("[data-testid='stPageLink-NavLink']").forEach(function (link) {
      var given = link.getAttribute("href");
      // The home page's link is a bare "?…", which would lead to the page that is open.
      if (given.charAt(0) === "?") link.setAttribute("href", "./" + given);
      if (link.textContent.trim() === words.page) say(link, "aria-current", "page");
      else link.removeAttribute("aria-current");
    });
  }
  function copy(button) {
    // A button may name an address of its own, seen from this page.
    var address = new URL(button.dataset.address || location.href, location.href).href;
    function told() {
      var label = button.textContent;
      if (label === words.copied) return;
      button.textContent = words.copied;
      setTimeout(function () { button.textContent = label; }, 2000);
    }
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(address).then(told); return; }
    // Without https the clipboard is closed to scripts, but not to a selected text.
    var field = document.createElement("textarea");
    field.value = address;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    told();
  }
  if (window.symgeoDocument) window.symgeoDocument.stop();
  var waiting = 0;
  var watch = new MutationObserver(function () {
    if (!waiting) waiting = setTimeout(function () { waiting = 0; describe(); }, 50);
  });
  function pressed(event) {
    var button = event.target.closest && event.target.closest(".sg-copy");
    if (button) copy(button);
  }
  watch.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", pressed);
  window.symgeoDocument = {
    stop: function () { watch.disconnect(); document.removeEventListener("click", pressed); },
  };
  describe();
}
