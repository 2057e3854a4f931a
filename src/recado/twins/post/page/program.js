// The mail program: whose mailbox, its folders, the open mail; asks its doors again every second.
import { face, make } from "/page/making.js";
import { act, toast, watch } from "/page/trying.js";
import * as compose from "./compose.js";
import { letter, row, shown } from "./letters.js";
import { language, say } from "./words.js";

const $ = (id) => document.getElementById(id);
const [who, key] = location.hash.slice(1).split("/").map(decodeURIComponent);
const state = { who: who || "", key: key || "", folder: "in", people: [], letters: [], house: null, drawn: "", listed: "" };

async function ask(path, body) {
  const told = body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {};
  const answer = await fetch(`/mail/${path}`, told);
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(say(`wrong_${said.wrong}`).replace(/^wrong_.*/, say("failed")));
  return said;
}

const at = (rest = "") => `people/${encodeURIComponent(state.who)}${rest}`;
const person = () => state.people.find((one) => one.who === state.who);
const here = () => history.replaceState(null, "", `#${[state.who, state.key].filter(Boolean).map(encodeURIComponent).join("/")}`);

const did = (deed) => act(deed, refresh);

function view() {
  const open = Boolean(state.key) || compose.is_open();
  $("program").classList.toggle("open", open);
  $("nothing").hidden = open;
  $("letter").hidden = !state.key;
  $("about").hidden = Boolean(state.key);
  here();
}

function accounts() {
  const fresh = JSON.stringify([state.people, state.who]);
  if (fresh === state.listed) return;
  state.listed = fresh;
  const me = person();
  $("account").hidden = !me;
  if (me) $("account").replaceChildren(face(me.name), make("span", {}, make("b", { textContent: me.name }), make("small", { textContent: me.who })));
  if (me) $("account").setAttribute("aria-label", `${say("account")}: ${me.name}`);
  const entry = (one) => make(
    "button", { type: "button", className: "person", ariaCurrent: String(one.who === state.who), onclick: () => become(one.who) },
    face(one.name), make("b", { textContent: one.name }), make("small", { textContent: one.who }),
    one.unread ? make("i", { className: "count", textContent: one.unread }) : "",
  );
  $("people").replaceChildren(...state.people.map((one) => make("li", {}, entry(one))));
  $("unread").hidden = !me?.unread;
  $("unread").textContent = me?.unread || "";
  document.title = me?.unread ? `(${me.unread}) Sobre` : "Sobre";
}

function list() {
  const listed = state.letters.filter((one) => one.folder === state.folder);
  const fresh = JSON.stringify([listed, state.key]);
  if (fresh === state.drawn) return;
  state.drawn = fresh;
  const focused = document.activeElement?.dataset?.key;
  $("rows").replaceChildren(...listed.map((one) => make("li", {}, row(one, state.key, open))));
  if (focused) $("rows").querySelector(`[data-key="${focused}"]`)?.focus();
  $("none").hidden = listed.length > 0;
  for (const name of ["in", "sent"]) $(name).ariaPressed = String(name === state.folder);
}

async function refresh() {
  const { people, house } = await ask("people");
  Object.assign(state, { people, house });
  if (!person()) state.who = (people.find((one) => one.unread) || people.find((one) => one.got) || people[0])?.who || "";
  accounts();
  if (!state.who) return;
  state.letters = (await ask(at())).letters;
  list();
}

async function open(chosen) {
  compose.end();
  state.key = chosen;
  const one = await ask(at(`/letters/${chosen}`));
  letter($("letter"), one, state.who.toLowerCase(), (answered, all) => did(() => reply(answered, all)));
  view();
  $("pane").scrollTop = 0;
  if (!one.read) await ask(at(`/letters/${chosen}/reading`), {});
  await refresh();
}

async function reply(one, all) {
  const told = await ask(at(`/letters/${one.key}/quote`));
  compose.begin({ title: say(all && one.cc.length ? "reply_all" : "reply"), ...told, cc: all ? told.cc : "", answers: one.key });
}

function become(chosen) {
  $("accounts").hidePopover();
  compose.end();
  Object.assign(state, { who: chosen, key: "", folder: "in", drawn: "" });
  view();
  did(() => {});
  $("account").focus();
}

function choose(folder) {
  state.folder = folder;
  list();
}

compose.wire((told) => did(async () => {
  await ask(at("/letters"), told);
  compose.end();
  toast(say("mail_sent"));
  view();
}), view);
$("new").onclick = () => {
  state.key = "";
  compose.begin({ title: say("new_mail"), to: state.house ? shown([state.house.name, state.house.address]) : "" });
  view();
};
$("back").onclick = () => { compose.end(); state.key = ""; view(); list(); };
$("in").onclick = () => choose("in");
$("sent").onclick = () => choose("sent");
$("newcomer").onsubmit = (event) => {
  event.preventDefault();
  const told = { ...Object.fromEntries(new FormData(event.target)), language };
  did(async () => { become((await ask("people", told)).who); event.target.reset(); });
};

if (state.key) refresh().then(() => open(state.key)).catch(() => { state.key = ""; view(); });
else view();
watch(refresh, say("offline"));
