
"use strict";
// Filters, order, side by side and keys. Without it the page shows everything, inline.
(() => {
  const byId = (id) => document.getElementById(id);
  const list = byId("clauses");
  const shown = byId("shown");
  const parts = [...list.children];
  const changes = parts.filter((part) => part.matches(".clause"));
  const boxes = (name) => [...document.querySelectorAll(`input[name="${name}"]`)];
  const dialog = byId("keys");

  // Side by side: each passage twice, once without what came and once without what is gone.
  const without = (block, tag, state) => {
    const copy = block.cloneNode(true);
    if (copy.classList.contains(state)) return null;
    copy.querySelectorAll(`${tag}, .${state}`).forEach((part) => part.remove());
    return copy;
  };
  const passages = (text) => [...text.children].flatMap((block) => {
    if (!block.matches("ul")) return [block];
    return [...block.children].map((item) => {
      const alone = block.cloneNode(false);
      alone.append(item.cloneNode(true));
      return alone;
    });
  });
  const cell = (block, language) => {
    const made = document.createElement("div");
    made.className = "text";
    made.lang = language;
    if (block && block.textContent.trim()) made.append(block);
    return made;
  };
  const pair = (block, language) => {
    const made = document.createElement("div");
    const state = block.matches("ul") ? block.firstElementChild : block;
    const differs = state.matches(".gone, .come") || block.querySelector("del, ins, .gone, .come");
    made.className = differs ? "pair differs" : "pair";
    const gone = state.classList.contains("come") ? null : without(block, "ins", "come");
    const come = state.classList.contains("gone") ? null : without(block, "del", "gone");
    made.append(cell(gone, language), cell(come, language));
    return made;
  };
  const names = () => {
    const made = document.createElement("div");
    made.className = "pair names";
    [list.dataset.before, list.dataset.after].forEach((name) => {
      const side = document.createElement("div");
      side.textContent = name;
      made.append(side);
    });
    return made;
  };
  let hasBoth = false;
  const makeBoth = () => {
    if (hasBoth) return;
    hasBoth = true;
    changes.forEach((change) => {
      const text = change.querySelector(":scope > .text");
      if (!text) return;
      const both = document.createElement("div");
      both.className = "both";
      both.append(names(), ...passages(text).map((block) => pair(block, text.lang)));
      text.after(both);
    });
  };

  // A box that does not scroll needs no stop for the Tab key.
  const stops = () => document.querySelectorAll(".scroll").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });

  // What is gone to must not lie under the tools, which stay at the top of a large window.
  const tools = document.querySelector(".tools");
  const keepClear = () => {
    const isSticky = getComputedStyle(tools).position === "sticky";
    document.documentElement.style.scrollPaddingTop = `${(isSticky ? tools.offsetHeight : 0) + 16}px`;
  };
  const laidOut = () => { stops(); keepClear(); };

  const setView = (view) => {
    if (view === "side") makeBoth();
    document.documentElement.dataset.view = view;
    boxes("view").forEach((box) => { box.checked = box.value === view; });
    stops();
    try {
      history.replaceState(null, "", view === "side" ? "#view=side" : location.pathname + location.search);
    } catch { /* shown inside another page, whose address is not ours */ }
  };

  const setOrder = (order) => {
    const key = (part) => Number(part.dataset[order] ?? -1);
    parts.forEach((part) => { if (part.matches(".document")) part.hidden = order !== "place"; });
    list.append(...parts.sort((one, other) => key(one) - key(other)));
    changes.sort((one, other) => key(one) - key(other));
  };

  const filter = () => {
    const kinds = new Set(boxes("kind").filter((box) => box.checked).map((box) => box.value));
    const only = boxes("only").filter((box) => box.checked).map((box) => box.value);
    changes.forEach((change) => {
      const isWanted = change.dataset.kinds.split(" ").some((kind) => kinds.has(kind));
      change.hidden = !isWanted || only.some((what) => !(what in change.dataset));
    });
    const number = changes.filter((change) => !change.hidden).length;
    const rest = changes.length - number;
    shown.textContent = `${number} of ${changes.length} changes shown${rest ? `, ${rest} hidden by the filter` : ""}`;
    shown.classList.toggle("partly", rest > 0);
  };
  const checkAll = (isChecked) => {
    boxes("kind").forEach((box) => { box.checked = isChecked; });
    if (isChecked) boxes("only").forEach((box) => { box.checked = false; });
    filter();
  };

  // From where the reader is: the clause that has the focus, else the one at the top of the window.
  const go = (step) => {
    const seen = changes.filter((change) => !change.hidden);
    const at = seen.indexOf(document.activeElement?.closest(".clause"));
    const top = parseFloat(document.documentElement.style.scrollPaddingTop);
    const below = seen.findIndex((change) => change.getBoundingClientRect().top > top + 2);
    const first = below < 0 ? seen.length : below;
    const target = seen[at >= 0 ? at + step : step > 0 ? first : first - 1];
    if (!target) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  };

  // A link to a clause that the filter hides, or that is folded away, shows it.
  const follow = () => {
    let target = null;
    try { target = byId(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!target || !list.contains(target)) return;
    if (target.hidden) checkAll(true);
    const fold = target.closest("details");
    if (fold) fold.open = true;
    target.scrollIntoView({ block: "start" });
    if (target.matches(".clause")) target.focus({ preventScroll: true });
  };

  const keys = {
    n: () => go(1), j: () => go(1), p: () => go(-1), k: () => go(-1),
    i: () => setView("inline"), s: () => setView("side"), "?": () => dialog.showModal(),
  };
  const isTyping = (element) =>
    element.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.open) return;
    if (!byId("use-keys").checked || isTyping(event.target) || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  boxes("view").forEach((box) => box.addEventListener("change", () => setView(box.value)));
  boxes("order").forEach((box) => box.addEventListener("change", () => setOrder(box.value)));
  [...boxes("kind"), ...boxes("only")].forEach((box) => box.addEventListener("change", filter));
  byId("all").addEventListener("click", () => checkAll(true));
  byId("none").addEventListener("click", () => checkAll(false));
  byId("next").addEventListener("click", () => go(1));
  byId("previous").addEventListener("click", () => go(-1));
  byId("help").addEventListener("click", () => dialog.showModal());
  byId("close").addEventListener("click", () => dialog.close());
  document.addEventListener("toggle", laidOut, true);
  window.addEventListener("resize", laidOut);
  window.addEventListener("hashchange", follow);

  byId("without-script").hidden = true;
  tools.hidden = false;
  boxes("kind").forEach((box) => { box.checked = true; });
  boxes("only").forEach((box) => { box.checked = false; });
  boxes("order").forEach((box) => { box.checked = box.value === "rank"; });
  laidOut();
  if (location.hash === "#view=side") setView("side");
  else { boxes("view").forEach((box) => { box.checked = box.value === "inline"; }); follow(); }
})();
