// <leaving-soon> counts the seconds in which a reply can still be taken back. Ctrl+Z does it, and z among the keys of the desk.
let asked = -Infinity; // when somebody wanted to undo what the desk has not answered for yet

customElements.define("leaving-soon", class extends HTMLElement {
  connectedCallback() {
    this.until = performance.now() + Number(this.dataset.left) * 1000;
    this.timer = setInterval(() => this.tick(), 250);
    this.addEventListener("click", ({ target }) => target.closest("[data-undo]") && this.undo());
    this.tick();
    if (performance.now() - asked < 5000 && this.querySelector("[data-undo]")) this.undo();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tick() {
    const left = Math.ceil((this.until - performance.now()) / 1000);
    const clock = this.querySelector("[data-clock]");
    const words = left > 0 ? recado.say("leaves_in", { n: left }) : recado.say("leaving");
    if (clock.textContent !== words) clock.textContent = words;
    if (left > 0) return;
    clearInterval(this.timer);
    if (this.contains(document.activeElement)) document.getElementById("words")?.focus();
    this.classList.add("is-gone");
  }

  // What was begun since stands on the desk first: the words that come back are put before it.
  async undo() {
    clearInterval(this.timer);
    asked = -Infinity;
    await Promise.all([...document.querySelectorAll("draft-keeper")].map((keeper) => keeper.keep()));
    htmx.trigger(this.querySelector("[data-undo]"), "recall");
  }
});

document.addEventListener("keydown", (event) => {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const asks = control && event.key.toLowerCase() === "z" && !document.querySelector("dialog[open]");
  const nothing = event.target.matches?.("#words") && !event.target.value;
  if (!asks || (recado.isTyping(event.target) && !nothing)) return;
  const undo = [...document.querySelectorAll("leaving-soon:not(.is-gone) [data-undo]")].at(-1);
  const onItsWay = nothing && event.target.form.querySelector("draft-keeper")?.sends;
  if (!undo && !onItsWay) return;
  event.preventDefault();
  if (onItsWay) asked = performance.now();
  else undo.click();
});
