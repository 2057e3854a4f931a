// What one does to a message: react, answer, change, take back; one menu for all, beside the message it was asked of.
import { make } from "./making.js";
import { say } from "./words.js";

const REACTIONS = ["👍", "❤️", "😂", "😮", "🙏"];
const EDGE = 8; // pixels between the menu and the edge of the window

export function menu(paper, button, one, act) {
  const item = (name, words, deed, title = "") => {
    const entry = make("button", { type: "button", className: name, textContent: words, title, onclick: () => { paper.hidePopover(); deed(one); } });
    entry.setAttribute("role", "menuitem");
    if (title) entry.setAttribute("aria-label", title);
    return entry;
  };
  const emojis = one.mine ? [] : REACTIONS.map((emoji) => item("emoji", emoji, () => act.react(one, emoji), `${say("react")} ${emoji}`));
  const acts = [item("act", say("reply"), act.quote)];
  if (one.mine && one.kind === "text") acts.push(item("act", say("edit"), act.edit));
  if (one.mine) acts.push(item("act is-grave", say("delete"), act.revoke));
  paper.setAttribute("aria-label", say("message_menu"));
  paper.replaceChildren(emojis.length ? make("span", { className: "emojis" }, ...emojis) : "", ...acts);
  paper.showPopover();
  place(paper, button);
  paper.querySelector("button").focus();
  paper.onkeydown = (event) => walk(paper, event, button);
}

function place(paper, button) {
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const { offsetWidth: wide, offsetHeight: high } = paper;
  const below = bottom + high + EDGE < document.getElementById("paper").getBoundingClientRect().bottom;
  paper.style.top = `${below ? bottom : Math.max(EDGE, top - high)}px`;
  paper.style.left = `${Math.min(Math.max(EDGE, right - wide > EDGE ? right - wide : left), innerWidth - wide - EDGE)}px`;
}

function walk(paper, event, button) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") setTimeout(() => button.focus());
  if (!step) return;
  event.preventDefault();
  const items = [...paper.querySelectorAll("button")];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}
