// <own-order> moves a line up or down by its buttons; the order of its hidden fields is what is sent.
customElements.define("own-order", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-step]");
      if (button) this.move(button, Number(button.dataset.step));
    });
    this.addEventListener("change", () => this.mark());
    this.mark();
  }

  get lines() {
    return [...this.querySelectorAll("li")];
  }

  move(button, step) {
    const line = button.closest("li");
    const place = this.lines.indexOf(line) + step;
    if (place < 0 || place >= this.lines.length) return;
    const other = this.lines[place];
    if (step < 0) other.before(line);
    else other.after(line);
    this.mark();
    (button.disabled ? line.querySelector("button:enabled") : button)?.focus();
    recado.announce(recado.say("moved", { name: line.dataset.name, n: place + 1, all: this.lines.length }));
  }

  // The first that is chosen takes new cases.
  mark() {
    const first = this.lines.find((line) => line.querySelector("input:checked"));
    this.lines.forEach((line, place, all) => {
      line.querySelector(".chip").hidden = line !== first;
      line.querySelector("[data-step='-1']").disabled = place === 0;
      line.querySelector("[data-step='1']").disabled = place === all.length - 1;
    });
  }
});
