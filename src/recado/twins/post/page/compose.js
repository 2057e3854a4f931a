// Writing a mail: to whom, what about, the words, files, and the quote that goes beneath.
import { make } from "/page/making.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
const form = $("compose");
const state = { answers: null, files: [] };

function draw() {
  $("files").replaceChildren(...state.files.map((file) => {
    const away = make("button", { type: "button", className: "round small", title: say("remove"), ariaLabel: `${say("remove")} ${file.name}`, textContent: "×" });
    away.onclick = () => { state.files = state.files.filter((one) => one !== file); draw(); };
    return make("li", { className: "chip" }, make("span", { textContent: file.name }), away);
  }));
}

const add = (files) => { state.files = [...state.files, ...files]; draw(); };

export function begin({ title, to = "", cc = "", subject = "", quote = "", answers = null }) {
  form.reset();
  Object.assign(state, { answers, files: [] });
  Object.assign(form.elements.to, { value: to });
  form.elements.cc.value = cc;
  form.elements.subject.value = subject;
  $("compose-title").textContent = title;
  $("quoted").hidden = !quote;
  $("quote").textContent = quote;
  $("quote").hidden = true;
  $("unfold").ariaExpanded = "false";
  form.hidden = false;
  draw();
  const first = answers ? form.elements.words : form.elements.subject;
  first.focus();
  form.scrollIntoView({ block: "nearest" });
}

export function end() {
  form.hidden = true;
  state.files = [];
}

export const is_open = () => !form.hidden;

async function coded(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let place = 0; place < bytes.length; place += 32768) text += String.fromCharCode(...bytes.subarray(place, place + 32768));
  return { name: file.name, data: btoa(text) };
}

export function wire(send, discarded) {
  form.onsubmit = async (event) => {
    event.preventDefault();
    if ($("send").disabled) return;
    $("send").disabled = true;
    const told = Object.fromEntries(["to", "cc", "subject", "words"].map((name) => [name, form.elements[name].value]));
    try {
      await send({ ...told, answers: state.answers, files: await Promise.all(state.files.map(coded)) });
    } finally {
      $("send").disabled = false;
    }
  };
  form.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  };
  form.onpaste = (event) => {
    if (event.clipboardData.files.length) { event.preventDefault(); add(event.clipboardData.files); }
  };
  form.ondragover = (event) => event.preventDefault();
  form.ondrop = (event) => { event.preventDefault(); add(event.dataTransfer.files); };
  $("attach").onclick = () => $("file").click();
  $("file").onchange = ({ target }) => { add(target.files); target.value = ""; };
  $("unfold").onclick = () => { $("quote").hidden = !$("quote").hidden; $("unfold").ariaExpanded = String(!$("quote").hidden); };
  $("discard").onclick = () => { end(); discarded(); };
}
