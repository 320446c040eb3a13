// Names to pick from while a field of a question's form is being filled in. Without this module any name can be typed.
const KINDS = { node: null, document: ["document"], task: ["task"], agency: ["agency"], programme: ["programme"], division: ["division"] };
for (const field of document.querySelectorAll("[data-pick]")) {
  const list = document.createElement("datalist"), kinds = KINDS[field.dataset.pick];
  list.id = `${field.id}-names`;
  field.after(list);
  field.setAttribute("list", list.id);
  let timer = 0, asked = 0;
  const ask = async () => {
    const words = field.value.trim(), mine = ++asked;
    if (!words) return list.replaceChildren();
    try {
      const answer = await fetch(`/suggest.json?q=${encodeURIComponent(words)}`);
      if (!answer.ok || mine !== asked) return;
      const things = (await answer.json()).things.filter((each) => !kinds || kinds.includes(each.kind));
      list.replaceChildren(...things.map((each) => {
        const option = document.createElement("option");
        option.value = field.dataset.pick === "node" && each.kind !== "document" ? `${each.kind}:${each.label}` : each.label;
        option.label = each.about ? `${each.label}　${each.about}` : each.label;
        return option;
      }));
    } catch { /* the field can be filled in without help */ }
  };
  field.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  field.addEventListener("compositionend", ask);
}
