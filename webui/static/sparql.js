// The editor of queries: colours, completion, the place of a mistake, and the last queries of this browser.
// Without this module it is a text box, and the same form sends it.
const box = document.getElementById("query");
const KEYWORDS = ("SELECT CONSTRUCT ASK DESCRIBE WHERE FROM NAMED PREFIX BASE DISTINCT REDUCED OPTIONAL UNION MINUS GRAPH FILTER BIND VALUES "
  + "GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET AS COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR EXISTS NOT IN BOUND IF COALESCE STR LANG "
  + "LANGMATCHES DATATYPE IRI REGEX REPLACE CONTAINS STRSTARTS STRENDS STRLEN SUBSTR UCASE LCASE CONCAT isIRI isLITERAL UNDEF YEAR NOW true false").split(" ");
const KNOWN = new Set(KEYWORDS.map((each) => each.toUpperCase()));
const TOKENS = /(?<comment>#[^\n]*)|(?<iri><[^<>"{}|^`\\\s]*>)|(?<string>"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|(?<variable>[?$][\w\u00b7-\uffff]+)|(?<name>[A-Za-z][\w-]*)?:(?<local>[\w\u00b7-\uffff./%-]*)|(?<number>\b\d+(?:\.\d+)?\b)|(?<word>[A-Za-z_]+)/gu;
const STORED = "zhengtu.queries", KEPT = 30;

const view = document.createElement("pre");
view.className = "colours";
view.setAttribute("aria-hidden", "true");
box.before(view);
box.classList.add("plain-ink");

const wrong = document.getElementById("mistake");
const mistake = wrong && Number(wrong.dataset.line) > 0 ? place(Number(wrong.dataset.line), Number(wrong.dataset.column)) : -1;
let untouched = true;

function place(line, column) {
  let at = 0;
  for (let number = 1; number < line; number++) {
    const end = box.value.indexOf("\n", at);
    if (end < 0) break;
    at = end + 1;
  }
  return Math.min(box.value.length, at + Math.max(0, column - 1));
}

function paint() {
  const text = box.value, pieces = [];
  let at = 0;
  const piece = (kind, part) => {
    const span = document.createElement("span");
    if (kind) span.className = `k-${kind}`;
    span.textContent = part;
    pieces.push(span);
  };
  const plain = (part) => { if (part) pieces.push(document.createTextNode(part)); };
  for (const found of text.matchAll(TOKENS)) {
    plain(text.slice(at, found.index));
    const groups = found.groups;
    let kind = ["comment", "iri", "string", "variable", "number"].find((each) => groups[each] !== undefined);
    if (!kind && groups.local !== undefined) kind = "name";
    if (!kind && groups.word && KNOWN.has(groups.word.toUpperCase())) kind = "keyword";
    const [begin, end] = [found.index, found.index + found[0].length];
    piece(kind, found[0]);
    if (untouched && mistake >= begin && mistake < end) pieces.at(-1).classList.add("k-mistake");
    at = end;
  }
  plain(text.slice(at));
  if (untouched && mistake >= 0 && !pieces.some((each) => each.classList?.contains("k-mistake"))) {
    const mark = document.createElement("span");
    mark.className = "k-mistake here-after";
    pieces.push(mark);
  }
  view.replaceChildren(...pieces, "\n");
  view.scrollTop = box.scrollTop;
  view.scrollLeft = box.scrollLeft;
}

// --- completion ------------------------------------------------------------------------------------------------
const list = document.createElement("ul");
list.id = "completions";
list.role = "listbox";
list.ariaLabel = box.dataset.completion;
list.hidden = true;
box.after(list);
box.setAttribute("aria-autocomplete", "list");
box.setAttribute("aria-controls", "completions");
let words = null, chosen = 0, begin = 0;

async function load() {
  if (words) return;
  words = KEYWORDS.map((each) => ({ name: each, label: "" }));
  try {
    const answer = await fetch("/terms.json");
    if (!answer.ok) return;
    const found = await answer.json();
    words = [...found.terms, ...found.prefixes.map((each) => ({ name: `${each.name}:`, label: each.iri })), ...words];
  } catch { /* keywords are better than nothing */ }
}

function close() {
  list.hidden = true;
  box.removeAttribute("aria-activedescendant");
}

async function complete(asked) {
  await load();
  const before = box.value.slice(0, box.selectionStart), typed = /[?$]?[\w:-]*$/.exec(before)[0];
  begin = box.selectionStart - typed.length;
  if (!asked && !/^(\w[\w-]*:|[?$]\w)/.test(typed)) return close();
  const variables = [...new Set(box.value.match(/[?$]\w+/g) ?? [])].filter((each) => each !== typed).map((name) => ({ name, label: "" }));
  const low = typed.toLowerCase(), all = typed.startsWith("?") || typed.startsWith("$") ? variables : words;
  const fits = all.filter((each) => each.name.toLowerCase().startsWith(low) && each.name !== typed);
  const inside = typed.length > 1 ? all.filter((each) => !fits.includes(each) && (each.name.toLowerCase().includes(low) || each.label.includes(typed))) : [];
  const found = [...fits, ...inside].slice(0, 12);
  if (!found.length) return close();
  list.replaceChildren(...found.map((each, at) => {
    const option = document.createElement("li");
    option.id = `completion-${at}`;
    option.role = "option";
    option.dataset.name = each.name;
    const name = document.createElement("strong");
    name.textContent = each.name;
    option.append(name, ` ${each.label}`);
    return option;
  }));
  const caret = document.createElement("span");
  const copy = document.createElement("pre"); // where the caret stands: the same text, measured
  copy.className = "colours";
  copy.append(box.value.slice(0, begin), caret);
  view.before(copy);
  list.style.left = `${Math.min(caret.offsetLeft - box.scrollLeft, box.clientWidth - 260)}px`;
  list.style.top = `${caret.offsetTop - box.scrollTop + 26}px`;
  copy.remove();
  list.hidden = false;
  choose(0);
}

function choose(at) {
  const options = [...list.children];
  chosen = (at + options.length) % options.length;
  options.forEach((each, number) => each.setAttribute("aria-selected", String(number === chosen)));
  box.setAttribute("aria-activedescendant", options[chosen].id);
}

function take(option) {
  const name = option.dataset.name;
  box.setRangeText(name, begin, box.selectionStart, "end");
  close();
  changed();
  if (name.endsWith(":")) complete(false);
}

function changed() {
  untouched = false;
  box.removeAttribute("aria-invalid");
  paint();
}

box.addEventListener("input", (event) => {
  changed();
  if (!event.isComposing) complete(false);
});
box.addEventListener("scroll", () => { view.scrollTop = box.scrollTop; view.scrollLeft = box.scrollLeft; close(); });
box.addEventListener("blur", () => setTimeout(close, 150));
box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) box.form.requestSubmit();
  else if (event.key === " " && event.ctrlKey) complete(true);
  else if (list.hidden) return;
  else if (event.key === "ArrowDown") choose(chosen + 1);
  else if (event.key === "ArrowUp") choose(chosen - 1);
  else if (event.key === "Enter" || event.key === "Tab") take(list.children[chosen]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
});
list.addEventListener("mousedown", (event) => {
  event.preventDefault();
  const option = event.target.closest("li");
  if (option) take(option);
});

// --- the last queries ------------------------------------------------------------------------------------------
const past = document.getElementById("history");
function stored() {
  try {
    const found = JSON.parse(localStorage.getItem(STORED) ?? "[]");
    return Array.isArray(found) ? found.filter((each) => typeof each === "string") : [];
  } catch { return []; }
}
function keep(queries) {
  try { localStorage.setItem(STORED, JSON.stringify(queries.slice(0, KEPT))); } catch { /* a browser that keeps nothing */ }
}
if (box.dataset.asked) keep([box.value, ...stored().filter((each) => each !== box.value)]);
past.querySelector("ul").append(...stored().map((query) => {
  const item = document.createElement("li"), link = document.createElement("a");
  link.href = `/sparql?query=${encodeURIComponent(query)}`;
  link.textContent = query.replace(/\s+/g, " ").slice(0, 140);
  item.append(link);
  return item;
}));
past.hidden = stored().length === 0;
past.querySelector("button").addEventListener("click", () => { keep([]); past.hidden = true; });

paint();
if (mistake >= 0) {
  box.focus();
  box.setSelectionRange(mistake, mistake);
}
