// <pick-one> offers what begins like what is typed (ARIA combobox): arrows move, Enter takes, Escape closes.
customElements.define("pick-one", class extends HTMLElement {
  connectedCallback() {
    this.key = this.querySelector("input[type=hidden]");
    this.field = this.querySelector("[role=combobox]");
    this.list = this.querySelector("[role=listbox]");
    this.field.addEventListener("input", () => {
      this.key.value = "";
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), 150);
    });
    this.field.addEventListener("keydown", (event) => this.hear(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.field.addEventListener("focus", () => this.field.select());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => this.take(target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  async look() {
    const q = this.field.value.trim();
    if (!q) return this.close();
    const asked = (this.asked = (this.asked || 0) + 1);
    const from = this.dataset.from + (this.dataset.from.includes("?") ? "&" : "?");
    const answer = await fetch(`${from}q=${encodeURIComponent(q)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || asked !== this.asked) return;
    this.list.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.point(this.options[0]);
    const status = this.querySelector("[role=status]");
    status.textContent = status.dataset.words.replace("{n}", this.options.length);
  }

  hear(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const options = this.options;
    if (step && this.list.hidden) this.look();
    else if (step && options.length) this.point(options[(options.indexOf(this.active) + step + options.length) % options.length]);
    else if (event.key === "Enter" && !this.list.hidden && this.active) this.take(this.active);
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  point(option) {
    for (const other of this.options) other.setAttribute("aria-selected", other === option);
    if (option) {
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  take(option) {
    if (!option) return;
    this.key.value = option.dataset.key;
    this.field.value = option.dataset.called;
    this.close();
    this.dispatchEvent(new CustomEvent("picked", { bubbles: true }));
    if ("submits" in this.dataset) this.key.form.requestSubmit();
  }

  close() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
});

// Escape leaves what is being edited in place: it presses the button that does so.
document.addEventListener("keydown", (event) => {
  const leave = event.key === "Escape" && !event.defaultPrevented && event.target.closest?.("form")?.querySelector("[data-escape]");
  if (leave) leave.click();
});
