// <leaving-soon> counts the seconds in which a reply can still be taken back. Ctrl+Z does it, and z among the keys of the desk.
// Who goes elsewhere meanwhile takes it along: it follows as a toast, on this page and the next.
const FOLLOWS = "replies-leaving";
const open = () => document.getElementById("work")?.dataset.case;
const twin = (at) => [...document.querySelectorAll("#toasts leaving-soon")].find((toast) => toast.at === at);
let asked = -Infinity; // when somebody wanted to undo what the desk has not answered for yet

customElements.define("leaving-soon", class extends HTMLElement {
  connectedCallback() {
    this.until ??= performance.now() + Number(this.dataset.left) * 1000;
    this.whom ??= this.closest(".flow")?.dataset.whom;
    this.case ??= open();
    this.timer = setInterval(() => this.tick(), 250);
    this.addEventListener("click", ({ target }) => target.closest("[data-undo]") && this.undo());
    if (!this.follows) twin(this.at)?.remove();
    this.tick();
    if (performance.now() - asked < 5000 && this.button) this.undo();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    if (!this.follows && !this.wanted && this.button) setTimeout(() => this.case !== open() && follow(this.told));
  }

  get follows() {
    return this.matches(".is-following");
  }

  get button() {
    return this.querySelector("[data-undo]");
  }

  get at() {
    return this.button?.getAttribute("hx-delete");
  }

  // What another page must know to go on counting.
  get told() {
    return { at: this.at, whom: this.whom, until: Date.now() + this.until - performance.now() };
  }

  tick() {
    const left = Math.ceil((this.until - performance.now()) / 1000);
    const clock = this.querySelector("[data-clock]");
    const words = left > 0 ? recado.say("leaves_in", { n: left }) : recado.say("leaving");
    if (clock.textContent !== words) clock.textContent = words;
    if (left > 0) return;
    clearInterval(this.timer);
    if (this.follows) return this.remove();
    if (this.contains(document.activeElement)) document.getElementById("words")?.focus();
    this.classList.add("is-gone");
  }

  // What was begun since stands on the desk first: the words that come back are put before it.
  async undo() {
    clearInterval(this.timer);
    asked = -Infinity;
    this.wanted = true;
    if (this.follows) this.addEventListener("htmx:finally:request", () => this.remove());
    await Promise.all([...document.querySelectorAll("draft-keeper")].map((keeper) => keeper.keep()));
    htmx.trigger(this.button, "recall");
  }
});

// The same reply in a toast, unless it stands on the page still, or has left by now.
const follow = ({ at, whom, until }) => {
  const left = until - Date.now();
  const stands = [...document.querySelectorAll("leaving-soon")].some((one) => one.at === at);
  const toast = document.getElementById("following")?.content.firstElementChild.cloneNode(true);
  if (!toast || stands || left < 300) return;
  toast.until = performance.now() + left;
  toast.whom = whom;
  toast.querySelector("[data-to]").textContent = recado.say("your_reply_to", { name: whom });
  toast.querySelector("[data-undo]").setAttribute("hx-delete", at);
  // It was sent before whatever led away from it: `z` takes back the later act first.
  document.getElementById("toasts").prepend(toast);
  htmx.process(toast);
};

addEventListener("pagehide", () => {
  const all = [...document.querySelectorAll("leaving-soon:not(.is-gone)")].filter((one) => one.button && !one.wanted);
  sessionStorage.setItem(FOLLOWS, JSON.stringify(all.map((one) => one.told)));
});

addEventListener("pageshow", () => {
  JSON.parse(sessionStorage.getItem(FOLLOWS) || "[]").forEach(follow);
  sessionStorage.removeItem(FOLLOWS);
});

document.addEventListener("keydown", (event) => {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const asks = control && recado.letter(event) === "z" && !document.querySelector("dialog[open]");
  const nothing = event.target.matches?.("#words") && !event.target.value;
  if (!asks || (recado.isTyping(event.target) && !nothing)) return;
  const undo = [...document.querySelectorAll("leaving-soon:not(.is-gone) [data-undo]")].at(-1);
  const onItsWay = nothing && event.target.form.querySelector("draft-keeper")?.sends;
  if (!undo && !onItsWay) return;
  event.preventDefault();
  if (onItsWay) asked = performance.now();
  else undo.click();
});
