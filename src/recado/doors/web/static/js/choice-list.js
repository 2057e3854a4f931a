// <choice-list> is a menu that one types in: it asks for its options when it opens, narrows them, and arrows move in it.
// Enter takes the chosen one, and so does the space bar while nothing is typed. With data-single it closes after that.
customElements.define("choice-list", class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("[role=combobox]");
    this.list = this.querySelector("[role=listbox]");
    this.addEventListener("toggle", (event) => this.turn(event.newState === "open"));
    this.field.addEventListener("input", () => this.narrow());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointermove", ({ target }) => this.point(target.closest("[role=option]"), false));
    this.list.addEventListener("click", ({ target }) => {
      if (!target.closest("[role=option]")) return;
      if ("single" in this.dataset) this.hidePopover();
      else this.point(target.closest("[role=option]"));
    });
    // Options that come, or are drawn anew in their place, are narrowed by what is typed already; the same one stays chosen.
    this.watch = new MutationObserver(() => this.narrow(this.active));
    this.watch.observe(this.list, { childList: true });
    this.drawn = () => this.matches(":popover-open") && this.narrow(this.active);
    document.addEventListener("htmx:after:swap", this.drawn);
  }

  disconnectedCallback() {
    this.watch.disconnect();
    document.removeEventListener("htmx:after:swap", this.drawn);
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]:not([hidden])")];
  }

  turn(open) {
    if (!open) return;
    this.field.value = "";
    this.active = "";
    this.list.dispatchEvent(new CustomEvent("open"));
    if (matchMedia("(hover: hover)").matches) this.field.focus();
  }

  narrow(keep = "") {
    const wanted = recado.plain(this.field.value.trim());
    for (const option of this.list.querySelectorAll("[role=option]")) {
      option.hidden = !recado.plain(option.dataset.called).split(" ").some((_, place, words) => words.slice(place).join(" ").startsWith(wanted));
    }
    for (const group of this.list.querySelectorAll("[role=group]")) group.hidden = !group.querySelector("[role=option]:not([hidden])");
    this.querySelector("[data-none]").hidden = !wanted || this.options.length > 0;
    this.point(this.options.find(({ id }) => id === keep) || this.options[0]);
  }

  point(option, show = true) {
    for (const other of this.list.querySelectorAll(".is-active")) other.classList.remove("is-active");
    this.active = option?.id || "";
    if (!option) return this.field.removeAttribute("aria-activedescendant");
    option.classList.add("is-active");
    this.field.setAttribute("aria-activedescendant", option.id);
    if (show) option.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const options = this.options;
    const place = options.findIndex(({ id }) => id === this.active);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) this.point(options[(place + step + options.length) % options.length]);
    else if (event.key === "Escape") this.hidePopover();
    else if (event.key === "Enter" || (event.key === " " && !this.field.value)) options[place]?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
});
