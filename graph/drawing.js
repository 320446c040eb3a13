"use strict";
// A drawing to be moved, searched and clicked through. Everything shown is put in as text, never as HTML.
(() => {
  const details = JSON.parse(document.getElementById("data").textContent);
  const words = JSON.parse(document.getElementById("words").textContent);
  const view = document.getElementById("view"), svg = view.querySelector("svg"), panel = document.getElementById("detail");
  const shapes = new Map([...svg.querySelectorAll("[data-id]")].map((shape) => [shape.dataset.id, shape]));
  const edges = [...svg.querySelectorAll(".edge")];
  // From the top left, so that nothing jumps when the panel takes its room.
  svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
  const whole = svg.viewBox.baseVal;
  const full = { x: 0, y: 0, width: whole.width, height: whole.height };
  let box = { ...full };

  const show = () => svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
  const scale = () => Math.min(view.clientWidth / box.width, view.clientHeight / box.height) || 1;
  const zoom = (factor, x = box.x + box.width / 2, y = box.y + box.height / 2) => {
    const width = Math.min(full.width * 4, Math.max(120, box.width * factor)), by = width / box.width;
    box = { x: x - (x - box.x) * by, y: y - (y - box.y) * by, width, height: box.height * by };
    show();
  };
  const place = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  };
  const fit = () => { box = { ...full }; show(); };
  // A tall picture shrunk to the window could not be read: begin at its top, as wide as the window.
  const begin = () => {
    fit();
    const ratio = view.clientHeight / view.clientWidth;
    if (full.height > full.width * ratio * 1.5) { box.height = full.width * ratio; show(); }
  };

  view.addEventListener("wheel", (event) => {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey || !event.shiftKey) zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, ...place(event));
    else { box.x += event.deltaY / scale(); show(); }
  }, { passive: false });
  let grip = null, moved = false;
  view.addEventListener("pointerdown", (event) => { grip = [event.clientX, event.clientY]; moved = false; });
  window.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const dx = event.clientX - grip[0], dy = event.clientY - grip[1];
    if (!moved && Math.hypot(dx, dy) < 4) return;
    moved = true;
    view.classList.add("moving");
    box.x -= dx / scale();
    box.y -= dy / scale();
    grip = [event.clientX, event.clientY];
    show();
  });
  window.addEventListener("pointerup", () => { grip = null; view.classList.remove("moving"); });

  const element = (name, text, looks) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (looks) made.className = looks;
    return made;
  };
  const near = (ids, kept) => {
    svg.classList.toggle("some", ids.size > 0 && edges.length > 0);
    for (const [id, shape] of shapes) shape.classList.toggle("near", ids.has(id));
    for (const label of svg.querySelectorAll("[data-label]")) label.classList.toggle("near", ids.has(label.dataset.label));
    for (const edge of edges) edge.classList.toggle("near", kept(edge));
  };
  const close = () => {
    panel.hidden = true;
    for (const shape of shapes.values()) shape.classList.remove("here");
    near(new Set(), () => false);
  };
  const fill = (label, facts, links) => {
    const shut = element("button", "×", "close");
    shut.type = "button";
    shut.setAttribute("aria-label", words.close);
    shut.addEventListener("click", close);
    const list = element("dl");
    for (const [name, value] of facts) list.append(element("dt", name), element("dd", value));
    panel.replaceChildren(shut, element("h2", label), list);
    if (links.length) {
      const items = element("ul");
      for (const [to, name, kind, quote, source] of links) {
        const item = element("li"), head = element("div");
        head.append(element("span", kind ? `${kind} ` : "", "kind"));
        if (shapes.has(to)) {
          const go = element("button", name, "to");
          go.type = "button";
          go.addEventListener("click", () => open(to, true));
          head.append(go);
        } else head.append(element("span", name));
        item.append(head);
        if (quote) item.append(element("blockquote", quote));
        if (source) item.append(element("cite", source));
        items.append(item);
      }
      panel.append(element("h3", `${words.links} (${links.length})`), items);
    }
    panel.hidden = false;
    panel.scrollTop = 0;
  };
  const middle = (shape) => {
    if (shape.dataset.x === undefined) {
      const own = shape.getBBox();
      return [own.x + own.width / 2, own.y + own.height / 2];
    }
    const up = shape.closest("g[transform]"), moved = up ? up.transform.baseVal.consolidate().matrix : { e: 0, f: 0 };
    return [Number(shape.dataset.x) + moved.e, Number(shape.dataset.y) + moved.f];
  };
  function open(id, focus) {
    const detail = details[id], shape = shapes.get(id);
    if (!detail) return;
    for (const other of shapes.values()) other.classList.toggle("here", other === shape);
    near(new Set([id, ...detail.links.map((link) => link[0])]), (edge) => edge.dataset.from === id || edge.dataset.to === id);
    fill(detail.label, detail.facts, detail.links);
    if (focus && shape) {
      const [x, y] = middle(shape);
      if (x < box.x || y < box.y || x > box.x + box.width || y > box.y + box.height) {
        box.x = x - box.width / 2;
        box.y = y - box.height / 2;
        show();
      }
      shape.focus({ preventScroll: true });
    }
  }
  const openEdge = (edge) => {
    const { from, to } = edge.dataset, start = details[from], end = details[to];
    near(new Set([from, to]), (other) => other === edge);
    fill(`${start.label} — ${end.label}`, [], start.links.filter((link) => link[0] === to));
  };

  svg.addEventListener("click", (event) => {
    if (moved) return;
    const shape = event.target.closest("[data-id]"), edge = event.target.closest(".edge");
    if (shape) open(shape.dataset.id, true);
    else if (edge) openEdge(edge);
    else close();
  });
  // One stop for Tab; the arrow keys go from a shape to the nearest in their direction.
  const order = [...shapes.values()];
  order.forEach((shape, number) => {
    shape.setAttribute("tabindex", number ? "-1" : "0");
    shape.setAttribute("role", "button");
    shape.setAttribute("aria-label", details[shape.dataset.id]?.label ?? "");
    shape.addEventListener("focus", () => {
      for (const other of order) other.setAttribute("tabindex", other === shape ? "0" : "-1");
    });
  });
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.tagName === "INPUT" && event.target.type === "search";
    if (event.key === "Escape") { close(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") zoom(1 / 1.3);
    else if (event.key === "-") zoom(1.3);
    else if (event.key === "0") fit();
    else if (ways[event.key]) {
      const from = document.activeElement.closest?.("[data-id]"), [dx, dy] = ways[event.key];
      if (!from) return;
      event.preventDefault();
      const [x, y] = middle(from);
      let best = null, least = Infinity;
      for (const shape of order) {
        const [a, b] = middle(shape), along = (a - x) * dx + (b - y) * dy, aside = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
        if (shape === from || along <= 0 || aside > 2 * along) continue;
        if (along + 2 * aside < least) { least = along + 2 * aside; best = shape; }
      }
      if (best) open(best.dataset.id, true);
    } else if ((event.key === "Enter" || event.key === " ") && document.activeElement.closest?.("[data-id]")) {
      event.preventDefault();
      open(document.activeElement.closest("[data-id]").dataset.id, true);
    }
  });

  const names = document.getElementById("names"), find = document.getElementById("find");
  for (const id of shapes.keys()) {
    const option = document.createElement("option");
    option.value = details[id]?.label ?? "";
    names.append(option);
  }
  find.addEventListener("change", () => {
    const wanted = find.value.trim();
    if (!wanted) { close(); return; }
    const ids = [...shapes.keys()];
    const id = ids.find((each) => details[each]?.label === wanted) ?? ids.find((each) => details[each]?.label.includes(wanted));
    if (id === undefined) fill(words.none, [], []);
    else open(id, false);
  });
  const all = document.getElementById("all"), dots = order.filter((shape) => shape.querySelector("circle"));
  document.getElementById("all-names").hidden = dots.length === 0;
  all.addEventListener("change", () => {
    for (const label of svg.querySelectorAll(".further")) label.remove();
    if (!all.checked) return;
    for (const shape of dots) {
      if (svg.querySelector(`[data-label="${CSS.escape(shape.dataset.id)}"]`)) continue;
      const label = document.createElementNS("http://www.w3.org/2000/svg", "text"), circle = shape.querySelector("circle");
      label.setAttribute("class", "further");
      label.setAttribute("data-label", shape.dataset.id);
      label.setAttribute("pointer-events", "none");
      label.setAttribute("x", Number(circle.getAttribute("cx")) + Number(circle.getAttribute("r")) + 3);
      label.setAttribute("y", Number(circle.getAttribute("cy")) + 4);
      label.setAttribute("font-size", "10");
      label.setAttribute("fill", "#57606a");
      label.textContent = details[shape.dataset.id].label;
      shape.parentNode.append(label);
    }
  });
  document.getElementById("larger").addEventListener("click", () => zoom(1 / 1.3));
  document.getElementById("smaller").addEventListener("click", () => zoom(1.3));
  document.getElementById("fit").addEventListener("click", fit);
  begin();
})();
