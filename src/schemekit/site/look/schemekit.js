// Every page can be read without this file. It only brings in what a page asks for.
"use strict";

(() => {
  // The theme's search is a dialog without a name, which a screen reader could not announce.
  document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Search");

  // A table that is wider than the screen is pushed sideways: by keyboard too.
  addEventListener("load", () => requestAnimationFrame(() => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) box.tabIndex = 0;
  }));

  const own = document.currentScript.src;
  if (document.querySelector(".schemekit-try")) {
    const script = document.createElement("script");
    script.src = new URL("try.js", own).href;
    document.head.append(script);
  }
})();
