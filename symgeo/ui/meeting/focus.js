function (view) {
  "use strict";
  // The row is drawn after this script has run.
  setTimeout(function () {
    var first = document.querySelector(".st-key-view-" + view + " button:not(:disabled)");
    if (first) first.focus();
  }, 100);
}
