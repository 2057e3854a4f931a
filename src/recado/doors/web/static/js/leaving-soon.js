// <leaving-soon> counts the seconds in which a reply can still be taken back. Ctrl+Z does it, or z while nothing is typed.
customElements.define("leaving-soon", class extends HTMLElement {
  connectedCallback() {
    this.until = performance.now() + Number(this.dataset.left) * 1000;
    this.timer = setInterval(() => this.tick(), 250);
    this.addEventListener("click", ({ target }) => target.closest("[data-undo]") && this.undo());
    this.tick();
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
    await Promise.all([...document.querySelectorAll("draft-keeper")].map((keeper) => keeper.keep()));
    htmx.trigger(this.querySelector("[data-undo]"), "recall");
  }
});

document.addEventListener("keydown", (event) => {
  const asks = event.key.toLowerCase() === "z" && !event.altKey && !event.shiftKey && !document.querySelector("dialog[open]");
  const control = event.ctrlKey || event.metaKey;
  const nothing = event.target.matches?.("#words") && !event.target.value;
  if (!asks || (recado.isTyping(event.target) && !(control && nothing))) return;
  const undo = [...document.querySelectorAll("leaving-soon:not(.is-gone) [data-undo]")].at(-1);
  if (!undo) return;
  event.preventDefault();
  undo.click();
});
