// Says so when this browser cannot run the page. Written for old browsers: nothing newer than 2009 stands here.
(function () {
  "use strict";

  function tooOld() {
    var state = document.documentElement.getAttribute("data-state");
    var told = document.getElementById("too-old");
    if (state === "starting" && told) {
      document.documentElement.setAttribute("data-state", "too-old");
      told.removeAttribute("hidden");
    }
  }

  function check() {
    var script = document.createElement("script");
    var known = "noModule" in script && window.indexedDB && window.fetch && window.WebSocket && window.Promise;
    if (!known || !window.crypto || !window.crypto.getRandomValues || !window.ReadableStream) {
      tooOld();
    }
  }

  // A module that this browser cannot read (or a feature it lacks) ends here before anything is on the screen.
  window.addEventListener("error", function (event) {
    if (event.message && /SyntaxError|is not a function|not defined/.test(event.message)) {
      tooOld();
    }
  });
  document.addEventListener("DOMContentLoaded", check);
})();
