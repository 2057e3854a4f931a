// <page-veil> lies between an open dialogue and the page: it takes the pointer, keeps Tab within, and hides the rest from
// who listens. showModal() does so by making the page inert, and that restyles every element of it, twice for a dialogue.
{
  const STOPS = "a[href], button, input, select, textarea, summary, iframe, audio[controls], [contenteditable], [tabindex]";
  const SILENT = "#heard, script, template, page-veil"; // what happens is said all the same
  const veils = [];

  recado.show = (dialog) => {
    if (!dialog || dialog.open) return;
    if (!dialog.hasAttribute("closedby")) dialog.setAttribute("closedby", "closerequest");
    dialog.show();
    dialog.before(document.createElement("page-veil"));
  };

  document.addEventListener("command", (event) => {
    if (event.command !== "show-modal") return;
    event.preventDefault();
    recado.show(event.target);
  }, true);

  customElements.define("page-veil", class extends HTMLElement {
    connectedCallback() {
      veils.push(this);
      this.dialog = this.nextElementSibling;
      this.dialog.ariaModal = "true";
      this.silenced = new Set();
      this.hide();
      this.on = new AbortController();
      const { signal } = this.on;
      // A dialogue says that it closed a moment after it did: by then the focus is back where it was.
      const listen = (name, act) => document.addEventListener(name, (event) => veils.at(-1) === this && this.dialog.open && act(event), { signal, capture: true });
      listen("keydown", (event) => event.key === "Tab" && this.turn(event));
      listen("focusin", ({ target }) => this.dialog.contains(target) || this.enter());
      listen("htmx:before:swap", ({ detail }) => this.calm(detail.tasks));
      listen("htmx:after:swap", () => this.hide());
      this.dialog.addEventListener("close", () => this.remove(), { signal });
      for (const name of ["pointerdown", "mousedown"]) this.addEventListener(name, (event) => event.preventDefault());
      this.addEventListener("click", () => this.dialog.getAttribute("closedby") === "any" && this.dialog.close());
      // Where the browser does not do it by itself: once nobody else wanted the key.
      if (!("closedBy" in this.dialog)) addEventListener("keydown", (event) => veils.at(-1) === this && this.escape(event), { signal });
    }

    // However the dialogue goes, also with the conversation it belongs to.
    disconnectedCallback() {
      veils.splice(veils.indexOf(this), 1);
      this.on.abort();
      this.dialog.ariaModal = null;
      for (const element of this.silenced) element.ariaHidden = null;
    }

    // All that neither holds the dialogue nor is held by it.
    hide() {
      for (let inner = this.dialog; inner.parentElement && inner !== document.body; inner = inner.parentElement) {
        for (const other of inner.parentElement.children) {
          if (other === inner || other.ariaHidden === "true" || other.matches(SILENT)) continue;
          other.ariaHidden = "true";
          this.silenced.add(other);
        }
      }
    }

    // What comes behind the dialogue, an answer to what was done before it opened, does not ask for the focus.
    calm(tasks) {
      for (const { fragment, target } of tasks || []) {
        const place = typeof target === "string" ? document.querySelector(target) : target;
        if (!place || place.contains(this.dialog) || this.dialog.contains(place)) continue;
        for (const element of fragment?.querySelectorAll("[autofocus]") || []) element.removeAttribute("autofocus");
      }
    }

    // Where Tab halts; of choices that exclude each other at the chosen one.
    get stops() {
      const all = [...this.dialog.querySelectorAll(STOPS)].filter((stop) => stop.tabIndex >= 0 && !stop.disabled && stop.checkVisibility({ visibilityProperty: true }));
      const chosen = ({ name, checked }) => checked || !all.some((other) => other.name === name && other.checked);
      return all.filter((stop) => stop.type !== "radio" || chosen(stop));
    }

    turn(event) {
      const stops = this.stops;
      const at = document.activeElement;
      const within = this.dialog.contains(at) && at !== this.dialog;
      if (within && at !== (event.shiftKey ? stops[0] : stops.at(-1))) return;
      event.preventDefault();
      this.enter(event.shiftKey ? -1 : 0);
    }

    enter(place = 0) {
      (this.stops.at(place) || this.dialog).focus();
    }

    escape(event) {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || document.querySelector(":popover-open")) return;
      event.preventDefault();
      this.dialog.close();
    }
  });
}
