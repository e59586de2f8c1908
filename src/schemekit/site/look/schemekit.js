// Every page can be read without this file. It only brings in what a page asks for.
"use strict";

(() => {
  // The theme's search is a dialog without a name, which a screen reader could not announce.
  document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Search");

  // A table that is wider than the screen is pushed sideways: by keyboard too.
  addEventListener("load", () => requestAnimationFrame(() => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) box.tabIndex = 0;
  }));

  // A name such as acknowledge_days in a table may break after a low line, and nowhere else. What is copied stays as is.
  for (const name of document.querySelectorAll(".md-typeset td code")) {
    if (name.children.length || !/^[\w.-]{1,40}$/.test(name.textContent)) continue;
    name.classList.add("name");
    const [first, ...rest] = name.textContent.split(/(?<=_)(?=[^_])/);
    name.replaceChildren(first, ...rest.flatMap((part) => [document.createElement("wbr"), part]));
  }

  // The catalogue's table, narrowed down by what its modules are marked with.
  const groupOf = (tag) => [...tag.classList].find((name) => name !== "tag");
  const table = document.querySelector("a.tag")?.closest("table");
  if (table) filtered(table);

  function filtered(modules) {
    const rows = [...modules.tBodies[0].rows].map((row) => ({ row, tags: [...row.querySelectorAll("a.tag")] }));
    const groups = new Map();
    for (const tag of rows.flatMap((entry) => entry.tags)) {
      groups.set(groupOf(tag), (groups.get(groupOf(tag)) || new Set()).add(tag.textContent));
    }
    const told = Object.assign(document.createElement("p"), { className: "filter-told" });
    told.setAttribute("role", "status");
    const selects = [...groups].map(([group, words]) => select(group, [...words].sort()));
    const narrow = () => {
      let shown = 0;
      for (const { row, tags } of rows) {
        row.hidden = !selects.every(({ group, input }) => !input.value ||
          tags.some((tag) => groupOf(tag) === group && tag.textContent === input.value));
        shown += Number(!row.hidden);
      }
      told.textContent = `${shown} of ${rows.length} modules`;
    };
    const line = Object.assign(document.createElement("div"), { className: "filters" });
    for (const { label, input } of selects) {
      line.append(label);
      input.addEventListener("input", narrow);
    }
    modules.before(line, told);
    narrow();
  }

  function select(group, words) {
    const input = document.createElement("select");
    input.append(new Option("all", ""), ...words.map((word) => new Option(word)));
    const label = document.createElement("label");
    label.append(`${group[0].toUpperCase()}${group.slice(1)} `, input);
    return { group, label, input };
  }

  const own = document.currentScript.src;
  if (document.querySelector(".schemekit-try")) {
    const script = document.createElement("script");
    script.src = new URL("try.js", own).href;
    document.head.append(script);
  }
})();
