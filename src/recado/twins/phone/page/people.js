// Whose phone is it? The people who write to the house, as rows.
import { snippet, when } from "./bubbles.js";
import { face, make } from "./making.js";
import { say } from "./words.js";

export function row(one, chosen, open) {
  const last = one.last ? `${one.last.mine ? `${say("you")}: ` : ""}${snippet(one.last)}` : one.phone;
  const button = make(
    "button", { className: "row", type: "button", ariaCurrent: String(one.who === chosen), onclick: () => open(one.who) },
    face(one.name), make("b", { textContent: one.name }), make("time", { textContent: one.at ? when(one.at) : "" }),
    make("span", { textContent: last }), one.unread ? make("i", { className: "count", textContent: one.unread }) : "",
  );
  button.dataset.who = one.who;
  return button;
}
