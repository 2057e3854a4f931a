// Parts of a page, made from text and never from HTML that somebody wrote.
export function make(tag, attributes = {}, ...inside) {
  const one = Object.assign(document.createElement(tag), attributes);
  one.append(...inside.filter((part) => part !== null && part !== undefined));
  return one;
}

export function face(name) {
  const hue = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6;
  const letters = name.split(/\s+/).slice(0, 2).map((word) => word[0] || "").join("").toUpperCase();
  return make("span", { className: `face hue-${hue}`, ariaHidden: "true", textContent: letters });
}
