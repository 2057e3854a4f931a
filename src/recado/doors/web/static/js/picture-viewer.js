// <picture-viewer> shows a picture of the conversation large; arrows lead to the others, Escape back to where one was.
customElements.define("picture-viewer", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.on = new AbortController();
    const { signal } = this.on;
    document.addEventListener("click", (event) => this.open(event), { signal });
    this.dialog.addEventListener("click", ({ target }) => {
      const step = target.closest("[data-step]")?.dataset.step;
      if (step) this.step(Number(step));
      else if (target === this.dialog || target.closest("[data-close]")) this.dialog.close();
    });
    this.dialog.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.step(step);
    });
    this.dialog.addEventListener("close", () => this.shot?.focus());
  }

  disconnectedCallback() {
    this.on.abort();
  }

  get shots() {
    return [...document.querySelectorAll("#flow a.shot")];
  }

  open(event) {
    const shot = event.target.closest?.("#flow a.shot");
    if (!shot || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.show(shot);
    recado.show(this.dialog);
  }

  step(by) {
    const next = this.shots[this.shots.indexOf(this.shot) + by];
    if (next) this.show(next);
  }

  show(shot) {
    const shots = this.shots;
    const at = shots.indexOf(shot);
    const small = shot.querySelector("img");
    this.shot = shot;
    Object.assign(this.querySelector("img"), { src: shot.href, alt: small.alt });
    this.querySelector("[data-name]").textContent = small.alt;
    this.querySelector("[data-place]").textContent = `${at + 1} / ${shots.length}`;
    Object.assign(this.querySelector("[download]"), { href: shot.href, download: small.alt });
    this.querySelector('[data-step="-1"]').disabled = at === 0;
    this.querySelector('[data-step="1"]').disabled = at === shots.length - 1;
  }
});
