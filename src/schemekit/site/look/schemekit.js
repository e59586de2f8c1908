// Every page can be read without this file. It only brings in what a page asks for.
"use strict";

(() => {
  // The theme's search is a dialog without a name, which a screen reader could not announce.
  document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Search");

  // The theme looks for whatever begins with a word that was typed: the "a" of a question finds every title with an a
  // in it. So its search is asked for the words that say something, where there are some.
  const SMALL = {
    de: "an auf aus bei das dem den der des die ein eine einem einen einer es für hat ich im in ist kann man mit muss " +
      "oder sich sie sind und von wann was wer wie wir wo zu zum zur",
    en: "a about an and any are as at be by can could did do does for from had has have how i if in is it its long " +
      "many may me much must my no of on or our shall should so that the their them there they this to us was we " +
      "were what when where which who whom whose why will with would you your",
    es: "a al cómo con cuál cuándo cuánto de del dónde el en es ha hay la las lo los o para por qué que quién se si su sus " +
      "tiene un una y",
    fr: "à au aux avec ce comment d dans de des du elle en est et il ils j je l la le les nous on ou où par pour qu quand " +
      "que quel quelle qui s sa se ses son sur un une",
    pt: "a ao as com como da das de do dos e em é há na nas no nos o os ou para por qual quando quanto que quem se seu sua " +
      "tem um uma",
  };
  const small = new Set((SMALL[document.documentElement.lang.slice(0, 2)] || "").split(" "));
  const QUERY = 2;   // what the theme's worker calls the message with the words that were typed
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    const isQuery = message?.type === QUERY && typeof message.data === "string" && !message.data.includes('"');
    return post.call(this, isQuery ? { ...message, data: telling(message.data) } : message, ...rest);
  };

  function telling(typed) {
    const words = typed.split(/\s+/).map((word) => word.replace(/[?!.,;:]+$/, ""));
    return words.filter((word) => word && !small.has(word.toLowerCase())).join(" ") || typed;
  }

  // What a printed page says of itself stands at the foot of each sheet: styles read it from here.
  const printed = document.querySelector(".md-typeset .printed");
  if (printed) {
    document.documentElement.dataset.printed = "";
    document.documentElement.style.setProperty("--printed", JSON.stringify(printed.textContent.trim().replace(/\s+/g, " ")));
  }

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

  // A date such as 2027-03-01 stands on one line.
  const DATE = /(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)/;
  const walker = document.createTreeWalker(document.querySelector("article") || document.body, NodeFilter.SHOW_TEXT);
  const dated = [];
  while (walker.nextNode()) {
    if (DATE.test(walker.currentNode.data) && !walker.currentNode.parentElement.closest("pre, script")) dated.push(walker.currentNode);
  }
  for (const node of dated) {
    node.replaceWith(...node.data.split(DATE).map((part, place) => place % 2
      ? Object.assign(document.createElement("span"), { className: "date", textContent: part }) : part));
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
    const look = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("try.css", own).href });
    const script = Object.assign(document.createElement("script"), { src: new URL("try.js", own).href });
    document.head.append(look, script);
  }
})();
