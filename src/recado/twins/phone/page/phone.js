// The phone: who there is, the open talk, and what one does there; asks its doors again every second.
import { draw, snippet } from "./bubbles.js";
import { make } from "./making.js";
import { menu } from "./menu.js";
import { row } from "./people.js";
import { act, toast, watch } from "./trying.js";
import { recorder } from "./voice.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
const state = { who: decodeURIComponent(location.hash.slice(1)), number: "", quote: null, edited: null, drawn: "", listed: "", people: [] };

async function ask(path, options = {}) {
  const answer = await fetch(`/phone/${path}`, options);
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error?.message || say("failed"));
  return answer.json();
}

const post = (path, body) => ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const path = () => `customers/${encodeURIComponent(state.who)}`;

const did = (deed) => act(deed, refresh);

function list({ customers, numbers }) {
  const fresh = JSON.stringify([customers, state.who]);
  if (fresh === state.listed) return;
  state.listed = fresh;
  state.people = customers;
  const focused = document.activeElement?.dataset?.who;
  $("rows").replaceChildren(...customers.map((one) => make("li", {}, row(one, state.who, open))));
  if (focused) $("rows").querySelector(`[data-who="${CSS.escape(focused)}"]`)?.focus();
  if (!$("number").options.length) {
    $("number").replaceChildren(...numbers.map((one) => make("option", { value: one.id, textContent: one.name })));
    state.number = state.number || numbers[0].id;
  }
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
  $("under").textContent = typing ? say("typing") : person ? `${person.name} · ${person.phone}` : say("online");
  $("under").className = typing ? "typing" : "";
  const fresh = JSON.stringify([bubbles, typing]);
  if (fresh === state.drawn) return;
  const paper = $("paper");
  const atEnd = !state.drawn || paper.scrollHeight - paper.scrollTop - paper.clientHeight < 120;
  if (paper.querySelector("audio, video") && [...paper.querySelectorAll("audio, video")].some((one) => !one.paused)) return;
  state.drawn = fresh;
  draw(paper, bubbles, typing, opened);
  if (atEnd) paper.scrollTop = paper.scrollHeight;
  paper.querySelectorAll("img").forEach((one) => { one.onload = () => { if (atEnd) paper.scrollTop = paper.scrollHeight; }; });
}

async function refresh() {
  list(await ask("customers"));
  const known = state.people.some((one) => one.who === state.who);
  $("talk").hidden = !known;
  $("phone").classList.toggle("open", known);
  if (!known) return;
  show(await ask(`${path()}?to=${state.number}`));
  if (!document.hidden && state.people.find((one) => one.who === state.who)?.unread) await post(`${path()}/reading`, {});
}

function strip(words) {
  $("quoting").hidden = !words;
  $("quoting").firstElementChild.textContent = words;
  if (words) $("words").focus();
}

function quote(one) {
  if (state.edited) $("words").value = "";
  Object.assign(state, { quote: one, edited: null });
  strip(one ? snippet(one) : "");
}

function edit(one) {
  Object.assign(state, { quote: null, edited: one });
  $("words").value = one.text;
  strip(`${say("editing")}: ${one.text}`);
}

const tell = (type, object, more = {}) => post(`${path()}/messages`, { type, to: state.number, [type]: object, ...more });
const react = (one, emoji) => did(() => tell("reaction", { message_id: one.id, emoji: one.reactions?.mine === emoji ? "" : emoji }));
const revoke = (one) => did(() => tell("revoke", { original_message_id: one.id }));
const opened = (one, button) => menu($("menu"), button, one, { quote, edit, react, revoke });

function write() {
  const body = $("words").value.trim();
  if (!body) return;
  const { quote: quoted, edited } = state;
  $("words").value = "";
  state.edited = null;
  quote(null);
  const message = { type: "text", text: { body } };
  did(() => edited ? tell("edit", { original_message_id: edited.id, message }) : tell("text", { body }, { quote: quoted?.id }));
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
$("words").onpaste = (event) => {
  const [file] = event.clipboardData.files;
  if (file) { event.preventDefault(); hand(file, { name: file.name }); }
};
$("place").onclick = () => did(() => tell("location", { latitude: -33.4372, longitude: -70.6341, name: say("here"), address: "Loreto 118, Santiago" }));
$("second").onclick = () => window.open("/", "_blank", "popup,width=420,height=880");
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

watch(refresh, say("offline"));
