// A talk as bubbles: built from parts, never from HTML that somebody wrote.
import { make } from "./making.js";
import { locale, say } from "./words.js";

const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const date = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  sent: "M4 6.500l3 3 6-7", delivered: "M1 6.500l3 3 6-7M8 9.500l6-7", read: "M1 6.500l3 3 6-7M8 9.500l6-7",
  document: "M6 3h8l4 4v14H6zM14 3v4h4", more: "M2 4l4 4 4-4", pin: "M12 21s7-6.500 7-11.500A7 7 0 005 9.500C5 14.500 12 21 12 21z",
};

export function sign(name, box) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", box);
  svg.setAttribute("class", name);
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export const when = (at) => {
  const day = dayOf(at);
  return day === say("today") ? clock.format(at * 1000) : day === say("yesterday") ? day : new Date(at * 1000).toLocaleDateString(locale, { day: "numeric", month: "short" });
};

export function dayOf(at) {
  const gone = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at * 1000).setHours(0, 0, 0, 0)) / 864e5);
  return gone === 0 ? say("today") : gone === 1 ? say("yesterday") : date.format(at * 1000);
}

export function snippet(one) {
  const kinds = { image: "photo", audio: "audio", video: "video", document: "document", location: "location", revoked: "gone" };
  const word = kinds[one.kind] ? say(kinds[one.kind]) : "";
  return [word, one.text].filter(Boolean).join(" · ");
}

export function draw(paper, bubbles, typing, open) {
  const known = Object.fromEntries(bubbles.map((one) => [one.id, one]));
  const parts = [];
  let day = "";
  let mine = null;
  for (const one of bubbles) {
    if (dayOf(one.at) !== day) {
      day = dayOf(one.at);
      mine = null;
      parts.push(make("p", { className: "day", textContent: day }));
    }
    parts.push(bubble(one, one.mine !== mine, known[one.quote], open));
    mine = one.mine;
  }
  if (typing) parts.push(make("p", { className: "bubble theirs first dots", ariaLabel: say("typing") }, make("i"), make("i"), make("i")));
  paper.replaceChildren(...parts);
}

function bubble(one, first, quoted, open) {
  const hearts = Object.values(one.reactions || {}).filter(Boolean).join("");
  const names = ["bubble", one.mine ? "mine" : "theirs", first && "first", hearts && "reacted"].filter(Boolean);
  const meta = make("span", { className: "meta" }, one.edited ? `${say("edited")} ·` : null, clock.format(one.at * 1000), one.mine ? sign(one.ticks, "0 0 16 12") : null);
  if (one.mine) meta.lastChild.classList.add(one.ticks);
  const words = one.kind === "revoked" ? make("p", { className: "gone", textContent: say("gone") }) : one.text ? make("p", { textContent: one.text }) : null;
  return make(
    "article", { className: names.join(" ") },
    quoted ? make("span", { className: "quote", textContent: snippet(quoted) }) : null,
    file(one), words, meta,
    hearts ? make("span", { className: "hearts", textContent: hearts }) : null,
    one.kind === "revoked" ? null : handle(one, open),
  );
}

function file(one) {
  if (one.place) return make("span", { className: "map" }, sign("pin", "0 0 24 24"));
  if (!one.file) return null;
  const { url, name, size } = one.file;
  if (one.kind === "image" || one.kind === "sticker") return make("img", { src: url, alt: one.text || say("photo"), loading: "lazy" });
  if (one.kind === "audio") return make("audio", { src: url, controls: true, preload: "metadata" });
  if (one.kind === "video") return make("video", { src: url, controls: true, preload: "metadata" });
  const words = make("span", {}, name || say("document"), make("small", { textContent: `${Math.max(1, Math.round(size / 1024))} kB` }));
  return make("a", { className: "paperclip", href: url, download: name || "" }, sign("document", "0 0 24 24"), words);
}

function handle(one, open) {
  const button = make("button", { type: "button", className: "handle", title: say("message_menu"), onclick: () => open(one, button) }, sign("more", "0 0 12 12"));
  button.setAttribute("aria-label", say("message_menu"));
  button.setAttribute("aria-haspopup", "menu");
  return button;
}
