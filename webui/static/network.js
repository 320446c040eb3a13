// The network as a picture to walk about in. The server lays out; here is only drawn, moved and asked for more.
// Without this module the picture stands still, and its nodes are links that open their neighbours.
const whole = document.getElementById("network");
const SHAPES = {
  agency: "M-9,0 a9,9 0 1,0 18,0 a9,9 0 1,0 -18,0", document: "M-8,-10 h16 v20 h-16 z", task: "M-9,-7 h18 v14 h-18 z",
  programme: "M0,-11 L11,0 L0,11 L-11,0 z", division: "M0,-10 L10,8 L-10,8 z", other: "M-6,0 a6,6 0 1,0 12,0 a6,6 0 1,0 -12,0",
};
const LOOKS = { agency: "agency", cited_document: "document", document: "document", programme: "programme", platform: "programme" };
for (const each of ["task", "box_item", "goal", "principle", "safeguard"]) LOOKS[each] = "task";
for (const each of ["province", "prefecture", "county", "division", "division_set"]) LOOKS[each] = "division";
const SVG = "http://www.w3.org/2000/svg";
const get = (id) => document.getElementById(id);
const drawn = (name, attributes = {}) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
const made = (name, text = "", attributes = {}) => {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

if (whole) {
  const words = JSON.parse(whole.dataset.words);
  const svg = get("network-svg"), details = get("network-details"), form = get("network-form");
  const camera = drawn("g"), said = drawn("path", { class: "net-edges" });
  const inferred = drawn("path", { class: "net-edges inferred" }), lit = drawn("path", { class: "net-edges lit" });
  const nodes = new Map(); // key -> { data, element, x, y }
  let page = null, links = new Map(), chosen = null, scale = 1, left = 0, top = 0, waiting = 0, asked = 0;

  // --- looking -------------------------------------------------------------------------------------------------
  const place = () => {
    waiting = 0;
    camera.setAttribute("transform", `translate(${left} ${top}) scale(${scale})`);
  };
  const soon = () => { waiting ||= requestAnimationFrame(place); };
  const zoom = (factor, x = svg.clientWidth / 2, y = svg.clientHeight / 2) => {
    const next = Math.min(4, Math.max(0.08, scale * factor));
    left = x - (x - left) * (next / scale);
    top = y - (y - top) * (next / scale);
    scale = next;
    resize();
    soon();
  };
  const fit = () => {
    const { clientWidth: width, clientHeight: height } = svg;
    scale = Math.min(1.6, Math.max(0.08, Math.min(width / page.width, height / page.height)));
    left = (width - page.width * scale) / 2;
    top = (height - page.height * scale) / 2;
    resize();
    soon();
  };
  const reveal = (node) => {
    const x = node.x * scale + left, y = node.y * scale + top, edge = 50;
    if (x < edge || y < edge || x > svg.clientWidth - edge || y > svg.clientHeight - edge) {
      left = svg.clientWidth / 2 - node.x * scale;
      top = svg.clientHeight / 2 - node.y * scale;
      soon();
    }
  };

  // --- drawing -------------------------------------------------------------------------------------------------
  const line = (link) => {
    const a = nodes.get(link.source), b = nodes.get(link.target);
    const far = Math.hypot(b.x - a.x, b.y - a.y) || 1, ux = (b.x - a.x) / far, uy = (b.y - a.y) / far;
    let path = `M${a.x.toFixed(1)},${a.y.toFixed(1)}L${b.x.toFixed(1)},${b.y.toFixed(1)}`;
    if (page.directed) { // the head of the arrow, before the shape of the node
      const x = b.x - ux * 13, y = b.y - uy * 13;
      path += `M${(x - ux * 7 - uy * 3.5).toFixed(1)},${(y - uy * 7 + ux * 3.5).toFixed(1)}L${x.toFixed(1)},${y.toFixed(1)}`;
      path += `L${(x - ux * 7 + uy * 3.5).toFixed(1)},${(y - uy * 7 - ux * 3.5).toFixed(1)}`;
    }
    return path;
  };
  // Two paths for all edges: one element an edge makes every step of panning slower by a third.
  const drawLines = () => {
    said.setAttribute("d", page.links.filter((link) => link.said).map(line).join(""));
    inferred.setAttribute("d", page.links.filter((link) => !link.said).map(line).join(""));
    lit.setAttribute("d", chosen ? (links.get(chosen) ?? []).map(line).join("") : "");
  };
  // Seen from afar, nodes keep a size that can be seen and hit.
  const put = (node) => node.element.setAttribute("transform",
    `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)}) scale(${Math.max(1, 0.65 / scale).toFixed(2)})`);
  const resize = () => {
    camera.classList.toggle("far", scale < 0.4);
    for (const node of nodes.values()) put(node);
  };
  const describe = (node) => {
    const { data, element } = node;
    element.setAttribute("class", `net-node${data.named ? " named" : ""}${data.start ? " start" : ""}${data.hidden ? " more" : ""}`);
    element.setAttribute("aria-label", `${data.label}, ${data.type_label}, ${words.degree} ${data.degree}, ${words.hidden} ${data.hidden}`);
    element.setAttribute("aria-expanded", String(data.hidden === 0));
  };
  const create = (data) => {
    const element = drawn("g", { role: "button", tabindex: "-1", "data-key": data.key });
    const look = LOOKS[data.type] ?? "other";
    element.append(drawn("path", { class: `shape look-${look}`, d: SHAPES[look] }));
    const text = drawn("text", { x: 13, y: 5, "aria-hidden": "true" });
    text.textContent = data.label.length > 18 ? `${data.label.slice(0, 17)}…` : data.label;
    const title = drawn("title");
    title.textContent = data.label;
    element.append(title, text);
    return { data, element, x: data.x, y: data.y };
  };
  const show = (next, anchor) => {
    page = next;
    // What was there stays under the reader's eyes, though a wider picture begins elsewhere.
    const old = anchor && nodes.get(anchor), now = old && page.nodes.find((each) => each.key === anchor);
    if (now) { left += (old.x - now.x) * scale; top += (old.y - now.y) * scale; }
    const shift = now ? [now.x - old.x, now.y - old.y] : [0, 0];
    const keys = new Set(page.nodes.map((each) => each.key));
    for (const [key, node] of nodes) if (!keys.has(key)) { node.element.remove(); nodes.delete(key); }
    const moving = [];
    for (const data of page.nodes) {
      let node = nodes.get(data.key);
      if (node) {
        node.data = data;
        node.x += shift[0]; node.y += shift[1];
      } else {
        node = create(data);
        if (now) { node.x = now.x; node.y = now.y; }
        nodes.set(data.key, node);
        camera.append(node.element);
      }
      moving.push([node, node.x, node.y, data.x, data.y]);
      describe(node);
    }
    links = new Map();
    for (const link of page.links) for (const end of new Set([link.source, link.target])) {
      if (!links.has(end)) links.set(end, []);
      links.get(end).push(link);
    }
    get("network-names").replaceChildren(...page.nodes.map((each) => made("option", "", { value: each.label })));
    get("network-counts").textContent = fill(words.counts,
      { nodes: page.nodes.length, links: page.links.length, total: page.total, total_links: page.total_links });
    get("network-reset").disabled = page.opened.length === 0;
    for (const link of document.querySelectorAll("[data-suffix]")) link.href = `/network.${link.dataset.suffix}?${page.address}`;
    document.querySelectorAll('a[href^="/network/download/"]').forEach((link, at) => { link.href = page.formats[at].page; });
    if (!nodes.has(chosen)) chosen = null;
    const first = chosen ?? page.nodes[0]?.key;
    for (const [key, node] of nodes) node.element.setAttribute("tabindex", key === first ? "0" : "-1");
    soon();
    move(moving);
  };
  const move = (moving) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const begun = performance.now(), mine = ++asked;
    const step = (time) => {
      if (mine !== asked) return;
      const done = calm ? 1 : Math.min(1, Math.max(0, (time - begun) / 350)), eased = 1 - (1 - done) ** 3;
      for (const [node, x1, y1, x2, y2] of moving) {
        node.x = x1 + (x2 - x1) * eased;
        node.y = y1 + (y2 - y1) * eased;
        put(node);
      }
      drawLines();
      if (done < 1) requestAnimationFrame(step);
    };
    step(begun);
  };

  // --- choosing and opening -------------------------------------------------------------------------------------
  const tell = (node) => {
    const { data } = node, own = links.get(data.key) ?? [];
    const heading = made("h2");
    heading.append(data.page ? made("a", data.label, { href: data.page }) : data.label);
    const actions = made("p", "", { class: "actions" });
    if (data.hidden) {
      const more = made("button", fill(words.open, { count: data.hidden }), { type: "button" });
      more.addEventListener("click", () => ask(data.open, data.key));
      actions.append(more);
    }
    actions.append(made("a", words.focus, { class: "button", href: `/network?${data.focus}` }));
    if (data.page) actions.append(made("a", words.page, { class: "button", href: data.page }));
    const list = made("ul", "", { class: "plain" });
    for (const link of own) {
      const out = link.source === data.key, item = made("li");
      item.append(made("strong", `${out ? "→" : "←"} ${out ? link.target_label : link.source_label}`), ` ${link.label}`);
      if (!link.said) item.append(" ", made("span", words.inferred, { class: "tag inferred" }));
      if (link.quote) {
        const quote = made("blockquote");
        quote.append(link.page ? made("a", link.quote, { href: link.page }) : link.quote);
        item.append(quote);
      }
      item.append(made("span", link.document, { class: "about" }));
      list.append(item);
    }
    details.replaceChildren(heading, made("p", [data.type_label, data.about].filter(Boolean).join(" · "), { class: "about" }), actions, list);
    details.scrollTop = 0;
  };
  const choose = (key, focus = true) => {
    const node = nodes.get(key);
    nodes.get(chosen)?.element.classList.remove("chosen");
    for (const each of svg.querySelectorAll('[tabindex="0"]')) each.setAttribute("tabindex", "-1");
    chosen = key;
    node.element.setAttribute("tabindex", "0");
    node.element.classList.add("chosen");
    camera.append(node.element); // on top of the others
    if (focus) node.element.focus({ preventScroll: true });
    reveal(node);
    drawLines();
    tell(node);
  };
  const ask = async (address, anchor = null, keep = true) => {
    const mine = ++asked;
    whole.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`/network.json?${address}`);
      if (!answer.ok || mine !== asked) return;
      const next = await answer.json();
      if (next.problem || !next.nodes.length) { location.search = address; return; }
      if (keep) history.pushState({}, "", `/network?${next.address}`);
      show(next, anchor);
      if (anchor && nodes.has(anchor)) choose(anchor);
      else fit();
    } finally {
      whole.removeAttribute("aria-busy");
    }
  };
  const open = (key) => {
    choose(key);
    const { data } = nodes.get(key);
    if (data.open) ask(data.open, key);
  };
  const unchoose = () => {
    nodes.get(chosen)?.element.classList.remove("chosen");
    chosen = null;
    drawLines();
  };
  const step = (dx, dy) => { // to the nearest node in a direction
    const from = nodes.get(document.activeElement?.dataset?.key ?? chosen);
    if (!from) return;
    let best = null, least = Infinity;
    for (const [key, node] of nodes) {
      const x = node.x - from.x, y = node.y - from.y, ahead = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
      if (node !== from && ahead > 0 && ahead + 2 * aside < least) { best = key; least = ahead + 2 * aside; }
    }
    if (best) choose(best);
  };

  // --- hands ---------------------------------------------------------------------------------------------------
  const fingers = new Map();
  let moved = 0, apart = 0;
  const far = () => { const [a, b] = [...fingers.values()]; return Math.hypot(a[0] - b[0], a[1] - b[1]); };
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    moved = 0;
    if (fingers.size === 2) apart = far();
  });
  addEventListener("pointermove", (event) => {
    const from = fingers.get(event.pointerId);
    if (!from) return;
    const dx = event.clientX - from[0], dy = event.clientY - from[1];
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    moved += Math.abs(dx) + Math.abs(dy);
    if (fingers.size === 2) {
      const now = far();
      if (apart) zoom(now / apart);
      apart = now;
    } else { left += dx; top += dy; soon(); }
  });
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, (event) => fingers.delete(event.pointerId));
  svg.addEventListener("click", (event) => {
    if (moved > 6) return;
    const node = event.target.closest(".net-node");
    if (node) open(node.dataset.key);
    else unchoose();
  });
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = svg.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const key = document.activeElement?.dataset?.key;
    if (ways[event.key]) step(...ways[event.key]);
    else if ((event.key === "Enter" || event.key === " ") && key) open(key);
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else if (event.key === "Escape") unchoose();
    else return;
    event.preventDefault();
  });
  get("network-in").addEventListener("click", () => zoom(1.25));
  get("network-out").addEventListener("click", () => zoom(0.8));
  get("network-fit").addEventListener("click", fit);
  get("network-labels").addEventListener("change", (event) => camera.classList.toggle("all-names", event.target.checked));
  get("network-reset").addEventListener("click", () => {
    const kept = new URLSearchParams(page.address);
    kept.delete("open");
    ask(kept.toString());
  });
  get("network-find").addEventListener("change", (event) => {
    const text = event.target.value.trim();
    const found = text && (page.nodes.find((each) => each.label === text) ?? page.nodes.find((each) => each.label.includes(text)));
    if (found) choose(found.key);
  });
  form.addEventListener("change", (event) => {
    if (event.target.name !== "type") return;
    const boxes = [...form.querySelectorAll("[name=type]")], kept = new URLSearchParams(page.address);
    kept.delete("type");
    const on = boxes.filter((box) => box.checked);
    if (!on.length) { event.target.checked = true; return; } // a picture of nothing helps nobody
    if (on.length < boxes.length) for (const box of on) kept.append("type", box.value);
    ask(kept.toString());
  });
  addEventListener("popstate", () => ask(location.search.slice(1), null, false));

  // --- beginning -----------------------------------------------------------------------------------------------
  const answer = await fetch(`/network.json?${whole.dataset.address}`);
  if (answer.ok) {
    const first = await answer.json();
    svg.removeAttribute("viewBox");
    svg.classList.add("live");
    camera.append(said, inferred, lit);
    svg.replaceChildren(camera);
    get("network-tools").hidden = false;
    page = first;
    show(first);
    fit();
    whole.dataset.ready = "yes";
  }
}
