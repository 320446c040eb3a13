// Suggestions under the search box. Without this module the box still searches.
const box = document.getElementById("find");
const holder = document.createElement("div");
holder.className = "suggested";
box.before(holder);
holder.append(box);
const list = document.createElement("ul");
list.id = "suggestions";
list.role = "listbox";
list.ariaLabel = box.placeholder;
list.hidden = true;
holder.append(list);
box.setAttribute("role", "combobox");
box.setAttribute("aria-expanded", "false");
box.setAttribute("aria-controls", "suggestions");
box.setAttribute("aria-autocomplete", "list");

let chosen = -1, asked = 0, timer = 0;

function close() {
  list.hidden = true;
  chosen = -1;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function choose(place) {
  const options = [...list.children];
  chosen = (place + options.length) % options.length;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
  box.setAttribute("aria-activedescendant", options[chosen].id);
}

function show(things) {
  list.replaceChildren(...things.map((thing, at) => {
    const option = document.createElement("li");
    option.id = `suggestion-${at}`;
    option.role = "option";
    option.dataset.page = thing.page;
    option.setAttribute("aria-selected", "false");
    option.textContent = thing.about ? `${thing.label}　${thing.about}` : thing.label;
    return option;
  }));
  chosen = -1;
  list.hidden = things.length === 0;
  box.setAttribute("aria-expanded", String(things.length > 0));
}

async function ask() {
  const words = box.value.trim();
  const mine = ++asked;
  if (!words) return close();
  try {
    const answer = await fetch(`/suggest.json?q=${encodeURIComponent(words)}`);
    if (answer.ok && mine === asked) show((await answer.json()).things);
  } catch {
    close();
  }
}

box.addEventListener("input", (event) => {
  if (event.isComposing) return; // pinyin that is still being typed
  clearTimeout(timer);
  timer = setTimeout(ask, 120);
});
box.addEventListener("compositionend", ask);
box.addEventListener("keydown", (event) => {
  if (event.isComposing || list.hidden) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
    event.preventDefault();
  } else if (event.key === "Enter" && chosen >= 0) {
    location.href = list.children[chosen].dataset.page;
    event.preventDefault();
  } else if (event.key === "Escape") {
    close();
  }
});
list.addEventListener("mousedown", (event) => {
  const option = event.target.closest("li");
  if (option) location.href = option.dataset.page;
});
box.addEventListener("blur", () => setTimeout(close, 150));
