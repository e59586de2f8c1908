// The form of a module's blanks: fills the text in as plain cookiecutter and schemekit do, byte for byte, in the
// browser alone. The text is never made HTML: it is shown as words.
"use strict";

(() => {
  // --- Values ---------------------------------------------------------------------------------------------------------

  const NONE = "none";
  const AND = { en: "and", fr: "et", es: "y", pt: "e", de: "und" };

  const proseList = (items, language) =>
    items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${AND[language] || "and"} ${items.at(-1)}`;

  // What was typed, as the value it stands for: {value} or {problem}. Numbers stay the digits that a text shows.
  function read(parameter, typed) {
    if (parameter.type === "boolean") return { value: typed === true };
    if (parameter.type === "choices" || parameter.type === "list") return readSeveral(parameter, typed);
    const text = String(typed).trim();
    if (parameter.type === "integer" || parameter.type === "number") return readNumber(parameter, text);
    if (parameter.type === "choice") return { value: text };
    return { value: text, problem: textProblem(text) || formProblem(parameter.name, text) };
  }

  function readNumber(parameter, text) {
    if (parameter.none_label && text.toLowerCase() === NONE) return { value: NONE };
    const whole = /^[+-]?\d{1,12}$/.test(text);
    const broken = parameter.type === "number" && /^[+-]?\d{1,12}\.\d{1,6}$/.test(text);
    if (!whole && !broken) {
      return { value: text, problem: /^[+-]?\d{13,}(\.\d+)?$/.test(text) ? "a number of at most 12 digits is wanted"
        : parameter.type === "integer" ? "a whole number is wanted" : "a number is wanted" };
    }
    const number = Number(text);
    const outside = (parameter.minimum !== null && number < parameter.minimum) ||
      (parameter.maximum !== null && number > parameter.maximum);
    const digits = broken && Number.isInteger(number) ? `${Object.is(number, -0) ? "-0" : number}.0` : String(number);
    return { value: { number, digits }, outside, problem: outside && Math.abs(number) >= 1e9 ? "too far outside" : "" };
  }

  function readSeveral(parameter, typed) {
    const items = typed.map((item) => item.trim()).filter(Boolean);
    const problem = items.map(textProblem).find(Boolean) ||
      (new Set(items).size < items.length ? "each item once" : items.length > 50 ? "at most 50 items" : "");
    const outside = items.length < (parameter.minimum || 1) ||
      (parameter.maximum !== null && items.length > parameter.maximum);
    return { value: items, problem: problem || (items.length ? "" : "at least one is wanted"), outside };
  }

  // What `schemekit new` asks of two values that it knows by name.
  function formProblem(name, text) {
    if (name === "contact_email" && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)) return "an e-mail address looks like office@example.org";
    return name === "website" && !/^https?:\/\/\S+$/.test(text) ? "an address begins with https://" : "";
  }

  function textProblem(text) {
    if (!text.trim()) return "some words are wanted";
    if (Array.from(text).length > 500) return "at most 500 characters";
    if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]/u.test(text)) return "one line of text is wanted";
    if (/[\u202a-\u202e\u2066-\u2069]/u.test(text)) return "no marks that turn the direction of writing";
    if (/\{[{%#]|[%#}]\}/.test(text)) return "no template marks such as {{";
    if (/<[A-Za-z!/?]/.test(text)) return "no HTML";
    return /(?:javascript|vbscript|livescript|data|file|blob):/i.test(text.replace(/[\s\\]/g, ""))
      ? "no link that runs something" : "";
  }

  const inText = (value, language) =>
    Array.isArray(value) ? proseList(value, language) : value !== null && typeof value === "object" ? value.digits : value;

  const plainNumber = (value) => (value !== null && typeof value === "object" && !Array.isArray(value) ? value.number : value);

  function isSame(one, other) {
    return JSON.stringify(inText(one)) === JSON.stringify(inText(other)) && Array.isArray(one) === Array.isArray(other) &&
      (!Array.isArray(one) || JSON.stringify(one) === JSON.stringify(other));
  }

  // "stricter", "looser", "different" or "": how a value compares with the module's default.
  function effect(parameter, value) {
    if (isSame(value, parameter.start)) return "";
    const turned = parameter.none_is === "stricter" ? "looser" : "stricter";
    if (value === NONE && parameter.none_is) return parameter.none_is;
    if (parameter.start === NONE && parameter.none_is) return turned;
    const step = direction(parameter, value);
    return step > 0 ? "stricter" : step < 0 ? "looser" : "different";
  }

  function direction(parameter, value) {
    const { start, stricter } = parameter;
    const signed = (step, up, down) => (stricter === up ? step : stricter === down ? -step : 0);
    if (typeof value === "boolean") return signed(Number(value) - Number(start), "enabled", "disabled");
    if (Array.isArray(value)) {
      const holds = (all, some) => some.every((item) => all.includes(item)) && all.length > some.length;
      return signed(Number(holds(value, start)) - Number(holds(start, value)), "more", "fewer");
    }
    const order = parameter.options.map((option) => option.value);
    if (order.includes(value) && order.includes(start)) {
      return signed(order.indexOf(value) - order.indexOf(start), "last", "first");
    }
    const [now, before] = [plainNumber(value), plainNumber(start)];
    return typeof now === "number" && typeof before === "number"
      ? signed(Math.sign(now - before), "higher", "lower") : 0;
  }

  // The rules between parameters that the values break, each as a sentence. `titled` gives a parameter's title.
  function breaches(rules, values, titled) {
    return rules.map((rule) => breach(rule, values, titled)).filter(Boolean);
  }

  function breach(rule, values, titled) {
    const known = rule.parameters.filter((name) => name in values);
    const told = rule.reason ? ` (${rule.reason})` : "";
    if (rule.kind === "distinct") {
      const seen = new Map();
      for (const name of known) {
        const key = String(inText(values[name])).trim().toLowerCase();
        if (seen.has(key)) return `${titled(seen.get(key))} and ${titled(name)} are the same${told}`;
        seen.set(key, name);
      }
      return "";
    }
    const numbers = known.map((name) => [name, plainNumber(values[name])]).filter(([, value]) => typeof value === "number");
    if (rule.kind === "ordered") {
      const at = numbers.findIndex(([, value], place) => place && numbers[place - 1][1] > value);
      return at > 0 ? `${titled(numbers[at - 1][0])} is larger than ${titled(numbers[at][0])}${told}` : "";
    }
    const limit = plainNumber(values[rule.at_most]);
    const total = numbers.reduce((sum, [, value]) => sum + Math.round(value * 1e6), 0);
    return numbers.length && typeof limit === "number" && total > Math.round(limit * 1e6)
      ? `${numbers.map(([name]) => titled(name)).join(" and ")} together are more than ${titled(rule.at_most)}${told}` : "";
  }

  // --- Templates ------------------------------------------------------------------------------------------------------

  const TITLED = { "ǆ": "ǅ", "Ǆ": "ǅ", "ǉ": "ǈ", "Ǉ": "ǈ", "ǌ": "ǋ", "Ǌ": "ǋ", "ǳ": "ǲ", "Ǳ": "ǲ" };
  const titled = (sign) => {
    const upper = Array.from(sign.toUpperCase());
    return TITLED[sign] || (upper.length > 1 ? upper[0] + upper.slice(1).join("").toLowerCase() : upper.join(""));
  };
  const FILTERS = {
    lower: (text) => text.toLowerCase(),
    upper: (text) => text.toUpperCase(),
    capitalize: (text) => { const [first = "", ...rest] = Array.from(text); return titled(first) + rest.join("").toLowerCase(); },
    title: (text) => text.split(/([-\s({[<]+)/u).filter(Boolean).map((part) => {
      const [first, ...rest] = Array.from(part);
      return first.toUpperCase() + rest.join("").toLowerCase();
    }).join(""),
  };

  function filtered(value, name) {
    if (name !== "int") return FILTERS[name](pythonText(value));
    if (typeof value !== "string") return Number(value);
    const text = value.trim();
    if (/^[+-]?\d+(?:_\d+)*$/.test(text)) return Number(text.replaceAll("_", ""));
    return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Math.trunc(Number(text)) || 0 : 0;
  }

  const pythonText = (value) => (value === true ? "True" : value === false ? "False" : String(value));

  const valueOf = (operand, values) =>
    "constant" in operand ? operand.constant : operand.filters.reduce(filtered, values[operand.blank]);

  const COMPARED = {
    eq: (a, b) => same(a, b), ne: (a, b) => !same(a, b),
    lt: (a, b) => a < b, lteq: (a, b) => a <= b, gt: (a, b) => a > b, gteq: (a, b) => a >= b,
  };
  const isText = (value) => typeof value === "string";
  const same = (a, b) => (isText(a) || isText(b) ? a === b : Number(a) === Number(b));

  function holds(test, values) {
    if ("not" in test) return !holds(test.not, values);
    if ("and" in test) return test.and.every((part) => holds(part, values));
    if ("or" in test) return test.or.some((part) => holds(part, values));
    if (!("operator" in test)) return Boolean(valueOf(test, values));
    const [left, right] = [valueOf(test.left, values), valueOf(test.right, values)];
    if (!["eq", "ne"].includes(test.operator) && isText(left) !== isText(right)) return false;
    return COMPARED[test.operator](left, right);
  }

  function render(parts, values) {
    return parts.map((part) => {
      if (isText(part)) return part;
      if ("if" in part) return render(holds(part.if, values) ? part.then : part.otherwise, values);
      return pythonText(valueOf(part, values));
    }).join("");
  }

  // --- The answers file -----------------------------------------------------------------------------------------------

  const HIDDEN = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/g;
  const quoted = (text) => JSON.stringify(text).replace(HIDDEN, (sign) =>
    `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const written = (value) => Array.isArray(value) ? `[${value.map(quoted).join(", ")}]`
    : typeof value === "boolean" ? String(value) : typeof value === "object" ? value.digits : quoted(value);

  const inComment = (words) => words.replace(HIDDEN, " ").replace(/\s+/g, " ");

  const named = (module) => (module.library ? `${module.library}/${module.id}` : module.id);

  // Of what has to be mended only the name is written, so that the rest can be used; the text says the default there
  // too. `unnamed` is the name that the text says where none was given.
  function answers(module, entries, wanting, broken, unnamed) {
    const lines = (scope, indent) => entries.filter((entry) => entry.parameter.scope === scope).flatMap((entry) => [
      ...(entry.reason ? [`${indent}${entry.parameter.name}:`, `${indent}  value: ${written(entry.value)}`,
        `${indent}  reason: ${quoted(entry.reason)}`] : [`${indent}${entry.parameter.name}: ${written(entry.value)}`]),
    ]);
    const [wide, own] = [lines("scheme", "  "), lines("module", "      ")];
    return [
      ...(module.listing ? [`# Your answers for ${module.id} ${module.version}. Once on each computer, name the library:`,
        `#   ${inComment(module.listing)}`, "# Then use them in a folder of yours with one of:"]
        : [`# Your answers for ${module.id} ${module.version}. Use them in a folder of yours with one of:`]),
      "#   schemekit new my-scheme --no-input --answers FILE",
      `#   schemekit add ${named(module)} --answers FILE`,
      ...wanting.map((look) => inComment(`# left out, to mend: ${look.parameter.name} (${look.wanting})`)),
      ...broken.map((sentence) => inComment(`# to mend: ${sentence}`)),
      ...(unnamed ? [inComment(`# ${unnamed} is the name in the text. Write yours below, or take the name and short name out:`),
        "# then a new scheme is called after its folder."] : []),
      "format: 1",
      ...(wide.length ? ["parameters:", ...wide] : []),
      "modules:", `  ${module.id}:`, ...(module.library ? [`    library: ${module.library}`] : []),
      `    version: "${module.version}"`,
      ...(own.length ? ["    parameters:", ...own] : []), "",
    ].join("\n");
  }

  // --- The page -------------------------------------------------------------------------------------------------------

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === false || value === null || value === undefined) continue;
      made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children);
    return made;
  }

  class Field {
    constructor(parameter, changed) {
      this.parameter = parameter;
      this.note = element("p", { class: "try-note", id: `note-${parameter.name}`, "aria-live": "polite" });
      this.reason = element("input", { type: "text", id: `reason-${parameter.name}` });
      this.reasonLine = element("p", { class: "try-reason", hidden: true },
        element("label", { for: this.reason.id }, "Why is it right for you?"), this.reason);
      this.inputs = this.makeInputs();
      this.box = this.makeBox();
      for (const input of [...this.inputs, this.reason]) input.addEventListener("input", changed);
      if (parameter.locked) for (const input of this.inputs) input.disabled = true;
    }

    makeInputs() {
      const { parameter } = this;
      const common = { id: `try-${parameter.name}`, "aria-describedby": `help-${parameter.name} note-${parameter.name}` };
      if (parameter.type === "boolean") {
        return [element("input", { ...common, type: "checkbox", checked: parameter.default === true })];
      }
      if (parameter.type === "choices") {
        return parameter.options.map((option, place) => element("input", {
          type: "checkbox", value: option.value, id: `try-${parameter.name}-${place}`,
          checked: parameter.default.includes(option.value) }));
      }
      if (parameter.type === "choice") {
        return [element("select", common, ...parameter.options.map((option) => element("option",
          { value: option.value, selected: option.value === parameter.default }, option.label)))];
      }
      if (parameter.type === "list") {
        const area = element("textarea", { ...common, rows: 3 });
        area.value = parameter.default.join("\n");
        return [area];
      }
      const mode = parameter.type === "integer" ? "numeric" : parameter.type === "number" ? "decimal" : false;
      return [element("input", { ...common, type: "text", inputmode: mode, value: String(parameter.default),
        autocomplete: "off" })];
    }

    makeBox() {
      const { parameter, inputs } = this;
      const told = [parameter.help, parameter.range && `Range: ${parameter.range}.`, parameter.reference &&
        `Basis: ${parameter.reference}.`].filter(Boolean).join(" ");
      const help = element("p", { class: "try-help", id: `help-${parameter.name}` }, told);
      const unit = `${parameter.unit ? ` (${parameter.unit})` : ""}${parameter.locked ? " – locked by the module" : ""}`;
      if (parameter.type === "choices") {
        return element("fieldset", { class: "try-field", "aria-describedby": help.id },
          element("legend", {}, `${parameter.title}${unit}`),
          ...inputs.map((input, place) => element("p", { class: "try-option" }, input,
            element("label", { for: input.id }, parameter.options[place].label))), help, this.note, this.reasonLine);
      }
      const label = element("label", { for: inputs[0].id }, `${parameter.title}${unit}`);
      if (parameter.type === "list") label.append(" – one on each line");
      return element("div", { class: "try-field" }, label, inputs[0], help, this.note, this.reasonLine);
    }

    get typed() {
      const { parameter, inputs } = this;
      if (parameter.type === "boolean") return inputs[0].checked;
      if (parameter.type === "choices") return inputs.filter((input) => input.checked).map((input) => input.value);
      return parameter.type === "list" ? inputs[0].value.split("\n") : inputs[0].value;
    }

    // Reads the field and says beside it what its value means. Returns the value, the reason and what is wrong.
    look() {
      const { parameter } = this;
      const { value, problem = "", outside = false } = read(parameter, this.typed);
      const way = problem ? "" : effect(parameter, value);
      this.reasonLine.hidden = !outside;
      const reason = outside ? this.reason.value.trim() : "";
      const wanting = problem || (outside && !reason ? `outside the range (${parameter.range}): say why it is right` : "");
      const words = { stricter: "stricter than the default", looser: "looser than the default",
        different: "not the default" }[way] || "";
      const stays = wanting ? `the text says the default: ${inText(parameter.start)}` : "";
      this.note.textContent = [problem || (outside ? `outside the range: ${parameter.range}` : ""), words, stays].filter(Boolean)
        .join("; ");
      this.box.dataset.state = wanting ? "wrong" : way;
      for (const input of this.inputs) input.setAttribute("aria-invalid", String(Boolean(wanting)));
      // What is to be mended is in no text: `new` leaves it at the default, and both have to say the same.
      return { parameter, value: wanting ? parameter.start : value, reason, wanting, isChanged: way !== "" || outside };
    }
  }

  // Which lines came, went or stayed: the longest common subsequence of two lists of lines.
  function lineSteps(before, after) {
    let start = 0;
    while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
    let end = 0;
    while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
    const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
    // The table below grows with both: of long texts that differ throughout, all goes and all comes.
    const kept = before.slice(before.length - end).map((line) => ["", line]);
    const steps = before.slice(0, start).map((line) => ["", line]);
    if (old.length * now.length > 4_000_000) {
      return [...steps, ...old.map((line) => ["del", line]), ...now.map((line) => ["ins", line]), ...kept];
    }
    const sizes = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
    for (let i = old.length - 1; i >= 0; i -= 1) {
      for (let j = now.length - 1; j >= 0; j -= 1) {
        sizes[i][j] = old[i] === now[j] ? sizes[i + 1][j + 1] + 1 : Math.max(sizes[i + 1][j], sizes[i][j + 1]);
      }
    }
    let [i, j] = [0, 0];
    while (i < old.length || j < now.length) {
      if (i < old.length && j < now.length && old[i] === now[j]) { steps.push(["", old[i]]); i += 1; j += 1; }
      else if (i < old.length && (j === now.length || sizes[i + 1][j] >= sizes[i][j + 1])) { steps.push(["del", old[i]]); i += 1; }
      else { steps.push(["ins", now[j]]); j += 1; }
    }
    return [...steps, ...kept];
  }

  const HEADING = /^(#{1,6}) (.*?)(?: \{ #[\w.-]+ \})?$/;

  // A line as it is read: a heading without its marks.
  function shownLine({ kind, line }) {
    const heading = HEADING.exec(line);
    return element(kind || "span", { class: heading ? "try-line try-heading" : "try-line" },
      (heading ? heading[2] : line) || "\u00a0");
  }

  // The lines to show, each with its place in the text as it is now.
  function placed(steps) {
    let place = 0;
    return steps.map(([kind, line]) => ({ kind, line, place: kind === "del" ? place : place++ }));
  }

  // The lines that came and went, each under the headings of its clause.
  function changedLines(lines) {
    const kept = [];
    let above = [];
    for (const entry of lines) {
      const level = HEADING.exec(entry.line)?.[1].length || 0;
      if (level && entry.kind !== "del") above = [...above.filter((other) => other.level < level), { entry, level }];
      if (!entry.kind) continue;
      kept.push(...above.filter((other) => other.level > 1 && other.entry !== entry).map((other) => other.entry), entry);
    }
    return [...new Set(kept)];
  }

  // Where two texts first differ, as the number of a line; -1 where they do not.
  function firstDifference(before, after) {
    const [old, now] = [before.split("\n"), after.split("\n")];
    const place = now.findIndex((line, number) => line !== old[number]);
    return place < 0 && old.length > now.length ? now.length - 1 : place;
  }

  // What goes into the answers: what was changed, and the names that the text says. Without them, a new scheme makes
  // its name of its folder's, and its short name of its name.
  const NAMES = ["scheme_name", "scheme_short"];
  const toWrite = (looks) => looks.filter((look) => !look.wanting || NAMES.includes(look.parameter.name))
    .filter((look) => look.isChanged || NAMES.includes(look.parameter.name));

  class Trial {
    constructor(place, module) {
      this.module = module;
      const changed = () => { cancelAnimationFrame(this.waiting); this.waiting = requestAnimationFrame(() => this.show()); };
      this.documents = {};
      for (const parameter of module.parameters) parameter.start = read(parameter, parameter.default).value;
      this.fields = module.parameters.map((parameter) => new Field(parameter, changed));
      this.state = element("p", { class: "try-state", id: "try-state", role: "status" });
      this.document = element("select", { id: "try-document" },
        ...module.documents.map((item) => element("option", { value: item.file }, item.title)));
      this.onlyChanges = element("input", { type: "checkbox", id: "try-only" });
      this.text = element("div", { class: "try-text", tabindex: 0, role: "region", "aria-label": "The text with your values" });
      this.answers = element("textarea", { class: "try-answers", readonly: true, rows: 12, id: "try-answers" });
      for (const input of [this.document, this.onlyChanges]) {
        input.addEventListener("input", () => { this.text.scrollTop = 0; changed(); });
      }
      document.querySelector("a.try-blank")?.closest("ul").remove();
      place.replaceWith(this.layout());
      this.find(location.hash.slice(1));
      this.initial = Object.fromEntries(module.documents.map((item) => [item.file, render(item.parts, this.values(
        module.parameters.map((parameter) => ({ parameter, value: parameter.start }))))]));
      this.show();
    }

    layout() {
      const group = (title, scope) => {
        const fields = this.fields.filter((field) => field.parameter.scope === scope);
        return fields.length ? [element("h2", {}, title), ...fields.map((field) => field.box)] : [];
      };
      const button = (words, act) => {
        const made = element("button", { type: "button", class: "md-button", "aria-describedby": this.state.id }, words);
        made.addEventListener("click", () => { if (!this.refuses(words)) act(); });
        return made;
      };
      const form = element("form", { class: "try-form", autocomplete: "off" },
        ...group("Your scheme", "scheme"), ...group("This procedure", "module"));
      form.addEventListener("submit", (event) => event.preventDefault());
      this.buttons = [
        button("Copy this text", () => this.copy(this.current)),
        button("Save this text", () => this.save(this.document.value.split("/").at(-1), this.current)),
        button("Copy the answers", () => this.copy(this.answers.value)),
        button("Save the answers", () => this.save(`${this.module.id}-answers.yaml`, this.answers.value))];
      const side = element("div", { class: "try-side" },
        element("h2", {}, "The text with your values"),
        element("p", {}, element("label", { for: this.document.id }, "Document "), this.document),
        element("p", {}, this.onlyChanges, element("label", { for: this.onlyChanges.id }, " only what your values change")),
        this.text,
        element("details", {}, element("summary", {}, "Your answers"),
          element("p", {}, element("label", { for: this.answers.id }, `For schemekit new --answers FILE or schemekit add ${named(this.module)} --answers FILE`)),
          this.answers));
      const bar = element("div", { class: "try-bar" }, this.state, ...this.buttons);
      return element("div", { class: "try" }, form, element("div", { class: "try-beside" }, side, bar));
    }

    // The field that a link from elsewhere leads to, such as #try-acknowledge_days.
    find(anchor) {
      const field = this.fields.find(({ parameter }) => `try-${parameter.name}` === anchor);
      if (!field) return;
      field.box.scrollIntoView({ block: "center" });
      field.inputs[0].focus({ preventScroll: true });
    }

    values(looks) {
      const given = Object.fromEntries(looks.map((look) => [look.parameter.name, inText(look.value, this.module.language)]));
      return { module: this.module.id, ...given };
    }

    show() {
      const looks = this.fields.map((field) => field.look());
      const values = this.values(looks);
      const titles = Object.fromEntries(this.module.parameters.map(({ name, title }) => [name, title]));
      const wanting = looks.filter((look) => look.wanting);
      const broken = breaches(this.module.rules, Object.fromEntries(looks.map((look) => [look.parameter.name, look.value])),
        (name) => titles[name] || name);
      const changed = looks.filter((look) => look.isChanged);
      const before = this.documents;
      this.documents = Object.fromEntries(this.module.documents.map((item) => [item.file, render(item.parts, values)]));
      const name = looks.find((look) => look.parameter.name === NAMES[0]);
      this.answers.value = answers(this.module, toWrite(looks), wanting, broken, name && !name.isChanged ? inText(name.value) : "");
      this.toMend = [...wanting.map((look) => `${look.parameter.title}: ${look.wanting}`), ...broken].join(". ");
      this.firstToMend = this.fields.find((field) => field.parameter === wanting[0]?.parameter);
      this.state.textContent = this.toMend ? `To mend: ${this.toMend}.`
        : changed.length ? `${changed.length} of ${looks.length} values ${changed.length === 1 ? "is" : "are"} yours.`
          : "Every value is the default.";
      this.state.dataset.state = this.toMend ? "wrong" : "";
      for (const button of this.buttons) button.dataset.state = this.state.dataset.state;   // it can be pressed, and says why not
      const differing = this.module.documents.filter(({ file }) => file in before && before[file] !== this.documents[file]);
      const isHere = differing.some(({ file }) => file === this.document.value);
      if (differing.length && !isHere) this.state.textContent += ` It changes ${differing.map(({ title }) => title).join(", ")}.`;
      this.showText(isHere ? firstDifference(before[this.document.value], this.current) : -1);
    }

    // Nothing is handed out while a value is to be mended: the command line would make another text of it.
    refuses(words) {
      if (!this.toMend) return false;
      this.state.textContent = `“${words}” waits until this is mended. ${this.toMend}.`;
      this.firstToMend?.inputs[0].focus();
      return true;
    }

    get current() { return this.documents[this.document.value]; }

    // Shows the text; `place` is the line to move to within it, -1 for none. The page itself stays where it is.
    showText(place) {
      const file = this.document.value;
      const lines = placed(lineSteps(this.initial[file].split("\n"), this.documents[file].split("\n")));
      const shown = this.onlyChanges.checked ? changedLines(lines) : lines;
      const made = shown.map(shownLine);
      this.text.replaceChildren(...made);
      if (!shown.length) this.text.textContent = "Nothing changes in this document.";
      const target = place < 0 ? undefined : made[shown.findIndex((entry) => entry.place >= place)] || made.at(-1);
      if (target) this.text.scrollTop = Math.max(0, target.offsetTop - this.text.clientHeight / 3);
    }

    async copy(words) {
      try { await navigator.clipboard.writeText(words); this.state.textContent = "Copied."; }
      catch { this.state.textContent = "Your browser does not let a page copy; mark the words and copy them yourself."; }
    }

    save(name, words) {
      const link = element("a", { download: name, href: URL.createObjectURL(new Blob([words], { type: "text/plain" })) });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      this.state.textContent = `Saved as ${name}.`;
    }
  }

  for (const place of document.querySelectorAll(".schemekit-try")) {
    fetch(place.dataset.module).then((answer) => answer.json()).then((module) => { window.schemekitTrial = new Trial(place, module); })
      .catch(() => place.append(" The form could not be loaded."));
  }
})();
