// <message-choice> keeps which messages of a group are chosen: by a click on them, by Space, a whole stretch with Shift.
// The choice is kept in its form, since what is far from what one reads lies folded beside the page.
customElements.define("message-choice", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[role=status]");
    this.clearing = this.querySelector("[data-clear]");
    this.button = this.querySelector("[type=submit]");
    this.flow = document.getElementById("flow");
    this.chosen = new Map();
    this.on = new AbortController();
    const { signal } = this.on;
    this.flow.addEventListener("click", (event) => this.press(event), { signal });
    document.addEventListener("keydown", (event) => this.key(event), { signal });
    this.clearing.addEventListener("click", () => this.clear());
    this.form.addEventListener("submit", (event) => this.chosen.size || this.refuse(event), { capture: true });
    document.addEventListener("htmx:after:swap", () => this.show(), { signal });
    this.show();
  }

  disconnectedCallback() {
    this.on.abort();
  }

  get boxes() {
    return [...this.flow.querySelectorAll(".choice")];
  }

  // A bubble is its own label, but for what can be pressed in it and words that are being marked.
  press(event) {
    const bubble = event.target.closest(".bubble");
    const box = event.target.closest(".choice") || bubble?.querySelector(".choice");
    if (!box) return;
    if (event.target !== box) {
      if (event.target.closest("a, button, input, summary, audio, video, [popover]") || !getSelection().isCollapsed) return;
      box.checked = !box.checked;
      box.focus({ preventScroll: true });
    }
    if (event.shiftKey && this.last) this.stretch(box);
    this.choose(box, box.checked);
    this.last = box.value;
    this.show();
  }

  stretch(to) {
    const boxes = this.boxes;
    const ends = [boxes.findIndex(({ value }) => value === this.last), boxes.indexOf(to)].sort((one, other) => one - other);
    if (ends[0] >= 0) for (const box of boxes.slice(ends[0], ends[1] + 1)) this.choose(box, to.checked);
  }

  choose({ value }, isChosen) {
    if (isChosen === this.chosen.has(value)) return;
    if (isChosen) {
      const kept = Object.assign(document.createElement("input"), { type: "hidden", name: "message", value });
      this.chosen.set(value, kept);
      this.form.append(kept);
    } else {
      this.chosen.get(value).remove();
      this.chosen.delete(value);
    }
  }

  // From the row that opened the group, too, and on a phone from its pane: that is where the focus is then.
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const from = event.target.matches("#talk") || event.target.closest("#flow, conversation-list a.row");
    if (!step || !(from || event.target === document.body) || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (document.querySelector("dialog[open], :popover-open")) return;
    const boxes = this.boxes;
    const here = boxes.indexOf(event.target.closest(".bubble")?.querySelector(".choice"));
    const next = here < 0 ? boxes.at(-1) : boxes[here + step];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.closest(".bubble").scrollIntoView({ block: "nearest" });
  }

  clear() {
    for (const value of [...this.chosen.keys()]) this.choose({ value }, false);
    this.show();
    this.flow.focus();
  }

  // What lies in a case by now can be chosen no more.
  show() {
    for (const value of [...this.chosen.keys()]) if (document.querySelector(`#message-${value} .lies-in`)) this.choose({ value }, false);
    for (const box of this.boxes) box.checked = this.chosen.has(box.value);
    const n = this.chosen.size;
    const words = n ? this.dataset.chosen.replace("{n}", n) : this.dataset.hint;
    if (this.status.textContent !== words) this.status.textContent = words;
    this.clearing.hidden = n === 0;
    if (!this.button.closest("busy-work").isBusy) this.button.setAttribute("aria-disabled", n === 0);
  }

  refuse(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    recado.toast(this.dataset.hint);
  }
});
