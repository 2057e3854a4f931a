// <mention-box> wraps the text of a note: after an @ it offers colleagues and teams. The text keeps the name, and a
// hidden field keeps who was chosen, since two may be called the same.
customElements.define("mention-box", class extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.list = this.querySelector("[role=listbox]");
    this.text.addEventListener("input", () => this.look());
    this.text.addEventListener("click", () => this.look());
    this.text.addEventListener("keydown", (event) => this.key(event), true);
    this.text.addEventListener("blur", () => setTimeout(() => document.activeElement === this.text || this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => this.take(target.closest("[role=option]")));
    this.closest("form").querySelector("[data-at]")?.addEventListener("click", () => this.begin());
  }

  // What stands between the last @ and the caret, if it can still become a name.
  get asked() {
    const before = this.text.value.slice(0, this.text.selectionStart);
    return before.match(/(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}.'’-]*(?: [\p{L}\p{N}.'’-]*){0,2})$/u)?.[1];
  }

  begin() {
    const { selectionStart: at, value } = this.text;
    this.text.focus();
    this.text.setRangeText(at && !/\s/.test(value[at - 1]) ? " @" : "@", at, this.text.selectionEnd, "end");
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async look() {
    const asked = this.asked;
    if (asked === undefined) this.passed = undefined;
    if (asked === undefined || asked === this.passed) return this.close();
    this.names ||= await this.fetched();
    if (asked !== this.asked) return;
    const wanted = recado.plain(asked);
    const fit = ({ name }) => recado.plain(name).split(" ").some((_, place, words) => words.slice(place).join(" ").startsWith(wanted));
    const found = this.names.filter(fit).slice(0, 8);
    if (!found.length) return this.close();
    this.list.replaceChildren(...found.map((one, place) => this.option(one, place)));
    this.point(this.list.firstElementChild);
    this.open(true);
  }

  async fetched() {
    const answer = await fetch(this.dataset.names, { headers: { "HX-Request": "true" } }).catch(() => null);
    return answer?.ok ? (await answer.json()).names : [];
  }

  option(one, place) {
    const option = document.importNode(this.querySelector("template").content.firstElementChild, true);
    const twins = this.names.filter(({ name }) => name === one.name).length > 1;
    const face = option.querySelector(".avatar");
    option.id = `mention-${place}`;
    option.dataset.key = one.key;
    option.dataset.called = one.name;
    option.querySelector("b").textContent = one.name;
    option.querySelector("small").textContent = twins && one.email ? one.email : one.hint || (one.initials ? "" : option.dataset.team);
    face.dataset.tint = one.tint || "";
    if (one.initials) face.firstChild.textContent = one.initials;
    face.querySelector(".presence").hidden = !one.here;
    option.classList.toggle("is-team", !one.initials);
    return option;
  }

  key(event) {
    if (this.list.hidden) return;
    const options = [...this.list.children];
    const place = options.findIndex(({ classList }) => classList.contains("is-active"));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.point(options[(place + step + options.length) % options.length]);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") this.take(options[place]);
    else if (event.key === "Escape") this.pass();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Escape: this @ names nobody.
  pass() {
    this.passed = this.asked;
    this.close();
  }

  point(option) {
    for (const other of this.list.children) other.classList.toggle("is-active", other === option);
    for (const other of this.list.children) other.setAttribute("aria-selected", other === option);
    this.text.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  take(option) {
    if (!option) return;
    const end = this.text.selectionStart;
    this.text.setRangeText(`@${option.dataset.called} `, end - this.asked.length - 1, end, "end");
    const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: "named", value: option.dataset.key });
    this.append(chosen);
    this.close();
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  open(is) {
    this.list.hidden = !is;
    if (is) this.text.setAttribute("role", "combobox");
    else this.text.removeAttribute("role");
    if (is) this.text.setAttribute("aria-expanded", "true");
    else this.text.removeAttribute("aria-expanded");
    if (!is) this.text.removeAttribute("aria-activedescendant");
  }

  close() {
    if (!this.list.hidden) this.open(false);
  }
});
