// How one message looks: text nodes only, whatever it says; addresses become links.
const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

function make(name, known = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(known)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== undefined) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== "" && child !== false));
  return element;
}

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true" })) svg.setAttribute(key, value);
  svg.append(Object.assign(document.createElementNS(svg.namespaceURI, "path")));
  svg.firstChild.setAttribute("d", path);
  return svg;
}

const ICONS = {
  chat: "M4 5h16v11H9l-5 4z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-8-6 16-3-6z",
  file: "M8 12l6-6a3 3 0 0 1 4 4l-8 8a5 5 0 0 1-7-7l7-7",
};

function linked(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    parts.push(text.slice(at, found.index), make("a", { href: found[0], target: "_blank", rel: "noopener noreferrer" }, found[0]));
    at = found.index + found[0].length;
  }
  return [...parts, text.slice(at)];
}

function size(bytes, language) {
  const [unit, by] = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: bytes < 1e6 ? 0 : 1 }).format(bytes / by);
}

function enclosed(file, language) {
  const open = { href: file.url, target: "_blank", rel: "noopener noreferrer" };
  if (/^image\/(jpeg|png|gif|webp)$/.test(file.mime) && file.url)
    return make("a", { ...open, class: "picture" }, make("img", { src: file.url, alt: file.name, loading: "lazy" }));
  return make("a", { ...(file.url && open), class: "file" }, icon(ICONS.file), make("span", {}, file.name), make("small", {}, file.bytes ? size(file.bytes, language) : ""));
}

// A message of the house or of the visitor, or one on its way (it has no number yet).
function bubble(one, { words, language, agent }) {
  const at = new Date(one.at);
  const today = at.toDateString() === new Date().toDateString();
  const clock = at.toLocaleString(language, { ...(!today && { day: "numeric", month: "short" }), hour: "2-digit", minute: "2-digit" });
  const state = one.refused ? fill(words.refused, { why: one.refused }) : one.id > 0 ? words.seen_by_house : one.sent ? words.sent : words.sending;
  const who = one.mine ? words.you : one.agent || words.house;
  const tick = one.mine && make("span", { class: `tick ${one.id > 0 ? "there" : one.sent ? "sent" : ""}`, role: "img", "aria-label": state });
  return make(
    "li",
    { class: `bubble ${one.mine ? "mine" : "theirs"}${one.refused ? " refused" : ""}`, "data-key": one.key },
    make("span", { class: one.mine || !agent ? "unseen" : "who" }, who),
    ...(one.files || (one.file ? [{ ...one.file, url: "" }] : [])).map((file) => enclosed(file, language)),
    (one.revoked || one.text) && make("p", { dir: "auto", class: one.revoked && "revoked" }, ...(one.revoked ? [words.revoked] : linked(one.text))),
    one.refused && make("small", { class: "why" }, state),
    make("span", { class: "foot" }, one.edited ? `${words.edited} · ` : "", make("time", { datetime: one.at }, clock), tick),
  );
}

function when(at, language) {
  const date = new Date(at);
  const same = date.toDateString() === new Date().toDateString();
  return date.toLocaleString(language, same ? { hour: "2-digit", minute: "2-digit" } : { weekday: "long", hour: "2-digit", minute: "2-digit" });
}

const fill = (text, known) => text.replace(/\{(\w+)\}/g, (_, name) => known[name]);

// Black or white, whichever is better read on the colour (WCAG 2).
function ink(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}
