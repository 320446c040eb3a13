// On a document's page: shows what was clicked without moving the text, and frames the words it is about.
// Without this module the same links work; the browser then scrolls as it likes.
function frame() {
  const id = decodeURIComponent(location.hash);
  for (const piece of document.querySelectorAll(".picked")) piece.classList.remove("picked");
  if (!id.startsWith("#f-")) return;
  const pieces = document.querySelectorAll(`a.f[data-f~="${CSS.escape(id.slice(3))}"]`);
  for (const piece of pieces) piece.classList.add("picked");
  return pieces[0];
}

document.querySelector(".reading")?.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#f-"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const top = scrollY;
  requestAnimationFrame(() => scrollTo({ top, behavior: "instant" }));
});
addEventListener("hashchange", frame);
frame()?.scrollIntoView({ block: "center" });
