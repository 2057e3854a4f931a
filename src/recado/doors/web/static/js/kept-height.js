// What is folded keeps its height. Elements hold no style here: the heights stand in a sheet of their own.
{
  const sheet = new CSSStyleSheet();
  const heights = new Map();
  document.adoptedStyleSheets.push(sheet);

  // Its content is taken away and given back; the class goes with whatever is drawn in its place.
  recado.fold = (element) => {
    heights.set(element.id, element.offsetHeight);
    for (const id of heights.keys()) if (!document.getElementById(id)) heights.delete(id);
    sheet.replaceSync([...heights].map(([id, height]) => `#${CSS.escape(id)}.is-folded { block-size: ${height}px }`).join(""));
    const content = document.createDocumentFragment();
    content.append(...element.childNodes);
    element.classList.add("is-folded");
    return content;
  };
}
