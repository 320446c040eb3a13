// A picture as PNG, drawn by the browser from the SVG of the same page. Without this module there is the SVG.
for (const link of document.querySelectorAll("a[data-png]")) {
  link.closest("li").hidden = false;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const picture = new Image();
    picture.addEventListener("load", () => {
      const canvas = document.createElement("canvas"), most = Math.max(picture.naturalWidth, picture.naturalHeight);
      const scale = Math.min(2, 8000 / most); // sharp on paper, and not larger than browsers can draw
      canvas.width = picture.naturalWidth * scale;
      canvas.height = picture.naturalHeight * scale;
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        const file = document.createElement("a");
        file.href = URL.createObjectURL(blob);
        file.download = link.dataset.png;
        file.click();
        setTimeout(() => URL.revokeObjectURL(file.href), 10_000);
      });
    });
    picture.src = link.href;
  });
}
