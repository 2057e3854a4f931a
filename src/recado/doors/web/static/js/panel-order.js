// <panel-order> lets panels be moved by their grip, by a menu and by Alt and arrows, and keeps order and folds (F14).
{
  let liked = null;

  // What comes fresh from the desk may have been drawn before the last move was kept there.
  document.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
    for (const { fragment } of tasks || []) {
      const fresh = liked && fragment?.querySelector("#panels");
      if (!fresh) continue;
      for (const key of liked.order.toReversed()) {
        const panel = fresh.querySelector(`[data-panel="${key}"]`);
        if (panel) fresh.prepend(panel);
        panel?.querySelector(".section").toggleAttribute("open", !liked.folded.includes(key));
      }
      fresh.dataset.known = JSON.stringify(liked);
    }
  });

  customElements.define("panel-order", class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("pointerdown", (event) => event.button === 0 && event.target.closest("[data-grip]") && this.lift(event));
      this.addEventListener("toggle", ({ target }) => target.matches(".section") && this.isTrue && this.keep(), true);
      this.addEventListener("keydown", (event) => this.key(event));
      this.addEventListener("click", (event) => this.click(event));
      // What opens as the page is drawn is no choice of the agent's.
      setTimeout(() => (this.isTrue = true), 300);
    }

    get panels() {
      return [...this.querySelectorAll("[data-panel]")];
    }

    // Panels that this case does not show stay where they stood among the others.
    keep() {
      const order = this.panels.map(({ dataset }) => dataset.panel);
      const folded = this.panels.filter((panel) => !panel.querySelector(".section").open).map(({ dataset }) => dataset.panel);
      const value = this.merged(order, folded);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => recado.prefer(this.dataset.to, value), 250);
    }

    know(value) {
      this.dataset.known = JSON.stringify(value);
      liked = value;
    }

    merged(order, folded) {
      const known = JSON.parse(this.dataset.known);
      const absent = known.order.filter((key) => !order.includes(key));
      for (const key of absent) {
        const before = known.order.slice(0, known.order.indexOf(key)).findLast((one) => order.includes(one));
        order.splice(order.indexOf(before) + 1, 0, key);
      }
      const value = { order, folded: [...folded, ...known.folded.filter((key) => absent.includes(key))] };
      this.know(value);
      return value;
    }

    key(event) {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const panel = event.target.closest("[data-panel]");
      if (!step || !event.altKey || !panel) return;
      event.preventDefault();
      this.move(panel, step, event.target);
    }

    click({ target }) {
      const opener = target.closest(".arrange");
      if (opener) this.chosen = opener.closest("[data-panel]");
      const item = target.closest("#arrange .menu-item");
      if (!item) return;
      document.getElementById("arrange").hidePopover();
      if (item.dataset.move) this.move(this.chosen, Number(item.dataset.move), this.chosen.querySelector(".arrange"));
      else this.usual();
    }

    move(panel, step, focus) {
      const panels = this.panels;
      const beside = panels[panels.indexOf(panel) + step];
      if (beside) beside[step < 0 ? "before" : "after"](panel);
      focus.focus();
      panel.scrollIntoView({ block: "nearest" });
      this.say(panel);
      if (beside) this.keep();
    }

    say(panel) {
      const panels = this.panels;
      recado.announce(recado.say("moved", { name: panel.dataset.name, n: panels.indexOf(panel) + 1, all: panels.length }));
    }

    usual() {
      clearTimeout(this.timer);
      const keys = this.dataset.usual.split(" ");
      for (const key of keys.toReversed()) {
        const panel = document.getElementById(`panel-${key}`);
        if (panel) this.prepend(panel);
      }
      this.know({ order: keys, folded: [] });
      this.isTrue = false;
      for (const section of this.querySelectorAll(".section")) section.open = true;
      setTimeout(() => (this.isTrue = true), 300);
      this.chosen.querySelector(".arrange").focus();
      recado.announce(recado.say("usual"));
      recado.prefer(this.dataset.to, null);
    }

    // It follows the pointer from place to place; Escape puts it back.
    lift(event) {
      const panel = event.target.closest("[data-panel]");
      const before = panel.nextElementSibling;
      const end = new AbortController();
      const done = (keeps) => {
        end.abort();
        panel.classList.remove("is-lifted");
        if (!keeps) before.before(panel);
        else if (panel.nextElementSibling !== before) this.say(panel) ?? this.keep();
      };
      event.preventDefault();
      panel.classList.add("is-lifted");
      const listen = (name, act) => addEventListener(name, act, { signal: end.signal });
      listen("pointermove", ({ clientY }) => this.slide(panel, clientY));
      listen("pointerup", () => done(true));
      listen("pointercancel", () => done(false));
      listen("keydown", ({ key }) => key === "Escape" && done(false));
    }

    slide(panel, y) {
      const panels = this.panels;
      const place = panels.indexOf(panel);
      const [above, below] = [panels[place - 1], panels[place + 1]];
      if (above && y < above.getBoundingClientRect().top + above.offsetHeight / 2) above.before(panel);
      else if (below && y > below.getBoundingClientRect().top + Math.min(below.offsetHeight / 2, 40)) below.after(panel);
    }
  });
}
