// Whose phone is it? The people who write to the house, as rows.
import { make, snippet, when } from "./bubbles.js";
import { say } from "./words.js";

function face(name) {
  const hue = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6;
  const letters = name.split(/\s+/).slice(0, 2).map((word) => word[0] || "").join("").toUpperCase();
  return make("span", { className: `face hue-${hue}`, ariaHidden: "true", textContent: letters });
}

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
