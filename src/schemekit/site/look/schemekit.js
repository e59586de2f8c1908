// Every page can be read without this file. It only brings in what a page asks for.
"use strict";

(() => {
  const own = document.currentScript.src;
  if (document.querySelector(".schemekit-try")) {
    const script = document.createElement("script");
    script.src = new URL("try.js", own).href;
    document.head.append(script);
  }
})();
