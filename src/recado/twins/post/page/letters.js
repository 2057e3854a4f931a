// How mails look: a row of the list, and a mail that is open. Its page comes cleaned, and nothing in it may run.
import { face, make } from "/page/making.js";
import { locale, say } from "./words.js";

const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const whole = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const QUOTES = ".desk_quote, .gmail_quote_container, .gmail_quote, #appendonsend, blockquote";

export const called = ([name, address]) => name || address;
export const shown = ([name, address]) => (name ? `${name} <${address}>` : address);
const when = (at) => (new Date(at * 1000).toDateString() === new Date().toDateString() ? clock : day).format(at * 1000);
const other = (one) => (one.folder === "sent" ? one.to[0] : one.from[0]) || ["", "?"];

export function row(one, chosen, open) {
  const button = make(
    "button", { className: one.read ? "mail" : "mail is-new", type: "button", ariaCurrent: String(one.key === chosen), onclick: () => open(one.key) },
    face(called(other(one))), make("b", { textContent: called(other(one)) }), make("time", { textContent: when(one.at) }),
    make("strong", { textContent: one.subject || say("no_subject") }),
    make("span", { className: "start", textContent: one.snippet }),
    one.files ? make("i", { className: "clip", textContent: `${say("files")}: ${one.files}` }) : "",
    one.read ? "" : make("i", { className: "unseen", textContent: say("unread") }),
  );
  button.dataset.key = one.key;
  return button;
}

function fold(body) {
  const quote = body.querySelector(QUOTES);
  if (!quote) return;
  const rest = [quote];
  while (quote.matches("#appendonsend") && rest.at(-1).nextSibling) rest.push(rest.at(-1).nextSibling);
  const inside = make("div", {});
  const button = make("button", { type: "button", className: "dots", textContent: "•••", ariaExpanded: "false", ariaLabel: say("quote"), title: say("quote") });
  button.onclick = () => { inside.hidden = !inside.hidden; button.ariaExpanded = String(!inside.hidden); };
  quote.before(button, inside);
  inside.append(...rest);
  inside.hidden = true;
}

function body(one) {
  const page = new DOMParser().parseFromString(one.page, "text/html");
  const inside = make("div", { className: "body" }, ...page.body.childNodes);
  for (const link of inside.querySelectorAll("a")) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  if (/^##.*##$/.test(inside.firstElementChild?.textContent.trim() || "")) inside.firstElementChild.className = "above";
  fold(inside);
  return inside;
}

function file(one) {
  const picture = one.mime.startsWith("image/");
  const size = one.size < 1e6 ? `${Math.max(1, Math.round(one.size / 1024))} kB` : `${(one.size / 1048576).toFixed(1)} MB`;
  return make("li", {}, make(
    "a", { className: "file", href: one.url, ...(picture ? { target: "_blank" } : { download: one.name }) },
    picture ? make("img", { src: one.url, alt: "", loading: "lazy" }) : make("i", { ariaHidden: "true", textContent: one.name.split(".").pop().slice(0, 4) }),
    make("span", {}, one.name, make("small", { textContent: size })),
  ));
}

export function letter(article, one, me, reply) {
  const to = one.to.map((each) => (each[1].toLowerCase() === me ? say("me") : called(each))).join(", ");
  const files = one.files.filter((each) => !each.inside);
  const button = (name, all, filled) => make("button", { type: "button", className: filled ? "solid" : "second", textContent: say(name), onclick: () => reply(one, all) });
  article.replaceChildren(
    make("h2", { textContent: one.subject || say("no_subject") }),
    make("header", {},
      face(called(one.from[0] || ["", "?"])),
      make("p", {}, make("b", { textContent: called(one.from[0] || ["", "?"]) }), make("small", { textContent: ` <${(one.from[0] || ["", ""])[1]}>` })),
      make("time", { textContent: whole.format(one.at * 1000) }),
      make("p", { className: "under", textContent: [`${say("for")} ${to}`, one.cc.length ? `${say("copied")} ${one.cc.map(called).join(", ")}` : ""].filter(Boolean).join(" · ") }),
    ),
    body(one),
    files.length ? make("ul", { className: "files", ariaLabel: say("files") }, ...files.map(file)) : "",
    make("footer", {}, button(one.cc.length ? "reply_all" : "reply", true, true), one.cc.length ? button("reply", false, false) : ""),
  );
}
