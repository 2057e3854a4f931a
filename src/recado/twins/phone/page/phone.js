// The phone: who there is, the open talk, and what one does there; asks its doors again every second.
import { draw, make, snippet, when } from "./bubbles.js";
import { recorder } from "./voice.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
const state = { who: decodeURIComponent(location.hash.slice(1)), number: "", quote: null, drawn: "", listed: "", people: [] };

async function ask(path, options = {}) {
  const answer = await fetch(`/phone/${path}`, options);
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error?.message || say("failed"));
  return answer.json();
}

const post = (path, body) => ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const path = () => `customers/${encodeURIComponent(state.who)}`;

function toast(words) {
  $("toast").textContent = words;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { $("toast").hidden = true; }, 4000);
}

async function did(deed) {
  try {
    await deed();
    await refresh();
  } catch (wrong) {
    toast(wrong.message);
  }
}

function face(name) {
  const hue = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6;
  const letters = name.split(/\s+/).slice(0, 2).map((word) => word[0] || "").join("").toUpperCase();
  return make("span", { className: `face hue-${hue}`, ariaHidden: "true", textContent: letters });
}

function list({ customers, numbers }) {
  const fresh = JSON.stringify([customers, state.who]);
  if (fresh === state.listed) return;
  state.listed = fresh;
  state.people = customers;
  const focused = document.activeElement?.dataset?.who;
  $("rows").replaceChildren(...customers.map((one) => make("li", {}, row(one))));
  if (focused) $("rows").querySelector(`[data-who="${CSS.escape(focused)}"]`)?.focus();
  if (!$("number").options.length) {
    $("number").replaceChildren(...numbers.map((one) => make("option", { value: one.id, textContent: one.name })));
    state.number = state.number || numbers[0].id;
  }
}

function row(one) {
  const last = one.last ? `${one.last.mine ? `${say("you")}: ` : ""}${snippet(one.last)}` : one.phone;
  const button = make(
    "button", { className: "row", type: "button", ariaCurrent: String(one.who === state.who), onclick: () => open(one.who) },
    face(one.name), make("b", { textContent: one.name }), make("time", { textContent: one.at ? when(one.at) : "" }),
    make("span", { textContent: last }), one.unread ? make("i", { className: "count", textContent: one.unread }) : "",
  );
  button.dataset.who = one.who;
  return button;
}

async function open(who) {
  state.who = who;
  state.drawn = "";
  history.replaceState(null, "", `#${encodeURIComponent(who)}`);
  const wrote = state.people.find((one) => one.who === who);
  if (wrote?.number) state.number = wrote.number;
  $("number").value = state.number;
  quote(null);
  await refresh();
  $("words").focus();
}

function show({ bubbles, typing }) {
  const person = state.people.find((one) => one.who === state.who);
  $("house").textContent = $("number").selectedOptions[0]?.textContent || "";
  $("under").textContent = typing ? say("typing") : person ? `${person.name} · ${person.phone}` : say("online");
  $("under").className = typing ? "typing" : "";
  const fresh = JSON.stringify(bubbles);
  if (fresh === state.drawn) return;
  const paper = $("paper");
  const atEnd = !state.drawn || paper.scrollHeight - paper.scrollTop - paper.clientHeight < 120;
  if (paper.querySelector("audio, video") && [...paper.querySelectorAll("audio, video")].some((one) => !one.paused)) return;
  state.drawn = fresh;
  draw(paper, bubbles, { quote, react });
  if (atEnd) paper.scrollTop = paper.scrollHeight;
  paper.querySelectorAll("img").forEach((one) => { one.onload = () => { if (atEnd) paper.scrollTop = paper.scrollHeight; }; });
}

async function refresh() {
  list(await ask("customers"));
  const known = state.people.some((one) => one.who === state.who);
  $("talk").hidden = !known;
  $("empty").hidden = known;
  $("phone").classList.toggle("open", known);
  if (!known) return;
  show(await ask(`${path()}?to=${state.number}`));
  if (!document.hidden && state.people.find((one) => one.who === state.who)?.unread) await post(`${path()}/reading`, {});
}

function quote(one) {
  state.quote = one;
  $("quoting").hidden = !one;
  $("quoting").firstElementChild.textContent = one ? snippet(one) : "";
  if (one) $("words").focus();
}

const react = (one, emoji) => did(() => post(`${path()}/messages`, { type: "reaction", to: state.number, reaction: { message_id: one.id, emoji } }));

function write() {
  const body = $("words").value.trim();
  if (!body) return;
  const said = { type: "text", to: state.number, text: { body }, quote: state.quote?.id };
  $("words").value = "";
  quote(null);
  did(() => post(`${path()}/messages`, said));
}

function hand(blob, more) {
  const query = new URLSearchParams({ to: state.number, ...more });
  did(() => ask(`${path()}/files?${query}`, { method: "POST", headers: { "content-type": blob.type }, body: blob }));
}

$("write").onsubmit = (event) => { event.preventDefault(); write(); };
$("words").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); write(); }
};
$("attach").onclick = () => $("file").click();
$("file").onchange = ({ target }) => {
  if (target.files[0]) hand(target.files[0], { name: target.files[0].name, caption: $("words").value.trim() });
  target.value = $("words").value = "";
};
$("place").onclick = () => did(() => post(`${path()}/messages`, { type: "location", to: state.number, location: { latitude: -33.4372, longitude: -70.6341, name: say("here"), address: "Loreto 118, Santiago" } }));
$("number").onchange = ({ target }) => { state.number = target.value; state.drawn = ""; refresh(); };
$("unquote").onclick = () => quote(null);
$("back").onclick = () => { state.who = ""; history.replaceState(null, "", "#"); refresh(); };
$("new").onclick = () => { $("newcomer").hidden = !$("newcomer").hidden; $("newcomer").elements.name.focus(); };
$("newcomer").onsubmit = (event) => {
  event.preventDefault();
  const told = Object.fromEntries(new FormData(event.target));
  event.target.hidden = true;
  event.target.reset();
  did(async () => open((await post("customers", told)).who));
};
recorder($("voice"), (blob) => hand(blob, { voice: 1 }), toast);

(async function watch() {
  try {
    await refresh();
  } catch {
    toast(say("offline"));
  }
  setTimeout(watch, document.hidden ? 4000 : 900);
})();
