// <command-palette> does or finds anything by its name: commands are fetched once for a case, people and cases as one types.
{
  const RECENT = "palette-recent";
  const WAITS = 120;
  const SEEN = 14;
  const recent = () => JSON.parse(localStorage.getItem(RECENT) || "[]");

  // How well letters fit a name: all of them in order; at the start of words is best. Below zero: not at all.
  const fit = (wanted, name) => {
    const at = name.indexOf(wanted);
    if (at === 0) return 100;
    if (at > 0) return name[at - 1] === " " ? 80 : 50;
    let [place, points, last] = [0, 0, -2];
    for (const letter of wanted.replaceAll(" ", "")) {
      place = name.indexOf(letter, place);
      if (place < 0) return -1;
      points += last === place - 1 ? 3 : name[place - 1] === " " || place === 0 ? 2 : -1;
      last = place;
      place += 1;
    }
    return points;
  };

  customElements.define("command-palette", class extends HTMLElement {
    connectedCallback() {
      this.dialog = this.querySelector("dialog");
      this.field = this.querySelector("input");
      this.list = this.querySelector("[role=listbox]");
      this.commands = this.querySelector("#palette-commands");
      this.found = this.querySelector("#palette-found");
      this.field.addEventListener("input", () => this.typed());
      this.field.addEventListener("keydown", (event) => this.key(event));
      this.list.addEventListener("pointermove", ({ target }) => this.point(target.closest("[role=option]"), false));
      this.list.addEventListener("scroll", () => (this.scrolled = true), { passive: true });
      this.list.addEventListener("click", ({ target }) => this.run(target.closest("[role=option]")));
      this.addEventListener("htmx:after:swap", () => this.took());
    }

    open() {
      if (this.dialog.open) return;
      this.field.value = "";
      this.forget();
      this.show();
      this.hold();
      recado.show(this.dialog);
      const fresh = `${location.pathname}`;
      if (this.from !== fresh || fresh.startsWith("/cases/")) this.commands.dispatchEvent(new CustomEvent("open"));
      this.from = fresh;
    }

    // The first picture has no more than one sees of it; what stands below its edge comes with the next.
    hold() {
      const below = this.options.slice(SEEN);
      for (const option of below) option.hidden = true;
      requestAnimationFrame(() => setTimeout(() => below.forEach((option) => (option.hidden = false))));
    }

    // The groups as they came; their options are moved into the list and drawn from there. The same ones stand there already.
    took() {
      const fresh = this.commands.innerHTML;
      if (!fresh || fresh === this.known) return this.commands.replaceChildren();
      this.known = fresh;
      this.groups = this.taken(this.commands);
      this.show();
    }

    taken(from) {
      const groups = [...from.querySelectorAll("[data-group]")].map((group) => ({ name: group.dataset.group, options: [...group.children] }));
      from.replaceChildren();
      return groups;
    }

    forget() {
      this.found.replaceChildren();
      this.hits = [];
    }

    typed() {
      this.show();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(this.field.value.trim()), WAITS);
    }

    async ask(words) {
      if (words.length < 2) return this.forget();
      try {
        const answer = await fetch(`${this.found.dataset.from}?q=${encodeURIComponent(words)}`, { headers: { "HX-Request": "true" } });
        if (!answer.ok || words !== this.field.value.trim()) return;
        this.found.innerHTML = await answer.text();
        this.hits = this.taken(this.found);
      } catch {
        this.forget();
      }
      this.show(this.active);
      recado.announce(recado.say("found", { n: this.options.length }));
    }

    get options() {
      return [...this.list.querySelectorAll("[role=option]")];
    }

    show(keep = "") {
      const wanted = recado.plain(this.field.value.trim());
      const all = (this.groups || []).flatMap(({ options }) => options);
      const drawn = wanted ? [{ name: "", options: this.best(all, wanted) }, ...this.hits] : [...this.lately(all), ...(this.groups || [])];
      this.list.replaceChildren(...drawn.filter(({ options }) => options.length).map((group) => this.draw(group)));
      this.querySelector("[data-none]").hidden = !wanted || this.options.length > 0;
      const kept = this.options.find(({ id }) => id === keep);
      this.point(kept || this.options[0], Boolean(kept));
      if (!kept && this.scrolled) this.list.scrollTop = 0; // asked for only then: it lays out what is not to be seen
      this.scrolled &&= Boolean(kept);
    }

    best(all, wanted) {
      const rated = all.map((option) => ({ option, points: fit(wanted, recado.plain(option.dataset.called)) }));
      return rated.filter(({ points }) => points >= Math.min(wanted.length, 4)).sort((a, b) => b.points - a.points).slice(0, 12).map(({ option }) => option);
    }

    lately(all) {
      const options = recent().map((key) => all.find((option) => option.dataset.key === key)).filter(Boolean).slice(0, 3);
      const copies = options.map((option) => option.cloneNode(true));
      for (const copy of copies) Object.assign(copy, { id: `lately-${copy.id}`, original: options.shift() });
      return [{ name: recado.say("lately"), options: copies }];
    }

    draw({ name, options }) {
      const group = document.createElement("div");
      group.setAttribute("role", "group");
      if (name) {
        const title = Object.assign(document.createElement("span"), { className: "title", textContent: name, ariaHidden: "true" });
        group.setAttribute("aria-label", name);
        group.append(title);
      } else group.setAttribute("aria-label", this.field.ariaLabel);
      group.append(...options);
      return group;
    }

    point(option, show = true) {
      for (const other of this.list.querySelectorAll("[aria-selected=true]")) other.setAttribute("aria-selected", "false");
      for (const other of this.list.querySelectorAll(".is-active")) other.classList.remove("is-active");
      this.active = option?.id || "";
      if (!option) return this.field.removeAttribute("aria-activedescendant");
      option.classList.add("is-active");
      option.setAttribute("aria-selected", "true");
      this.field.setAttribute("aria-activedescendant", option.id);
      if (show) option.scrollIntoView({ block: "nearest" });
    }

    key(event) {
      const options = this.options;
      const at = options.findIndex(({ id }) => id === this.active);
      const places = { ArrowDown: (at + 1) % options.length, ArrowUp: (at - 1 + options.length) % options.length, PageDown: Math.min(at + 8, options.length - 1), PageUp: Math.max(at - 8, 0) };
      if (event.key in places) this.point(options[places[event.key]]);
      else if (event.key === "Enter" && !event.isComposing) options[at]?.click();
      else return;
      event.preventDefault();
    }

    // The dialogue gives the focus back first, so that what is done then may take it.
    run(option) {
      if (!option) return;
      const { key, to, press, act } = option.dataset;
      localStorage.setItem(RECENT, JSON.stringify([key, ...recent().filter((one) => one !== key)].slice(0, 12)));
      this.dialog.close();
      if (to) location.assign(to);
      else if (press) recado.onceOpened(() => document.querySelector(press)?.click());
      else if (act) setTimeout(() => recado.acts[act]?.());
      else if (option.original) option.original.click();
    }
  });
}
