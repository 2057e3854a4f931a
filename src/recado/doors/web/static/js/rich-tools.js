// <rich-tools> are the tools above a mail's words: pressed, walked by arrows, and called by keys while one writes.
{
  const KEYS = { KeyB: "bold", KeyI: "italic" };
  const SHIFTED = { KeyK: "link", Digit7: "insertOrderedList", Digit8: "insertUnorderedList", Digit9: "quote" };

  customElements.define("rich-tools", class extends HTMLElement {
    connectedCallback() {
      this.box = this.closest("form").querySelector("rich-text");
      this.address = this.querySelector("[data-address]");
      this.alt = this.querySelector("[data-alt]");
      this.ends = new AbortController();
      const listen = (what, name, act) => what.addEventListener(name, act, { signal: this.ends.signal });
      listen(this, "mousedown", (event) => event.target.closest("[data-does]") && event.preventDefault());
      listen(this, "click", ({ target }) => this.press(target.closest("[data-does]")?.dataset.does));
      listen(this, "keydown", (event) => this.walk(event));
      listen(this.box, "keydown", (event) => this.call(event));
      listen(this.address, "keydown", (event) => this.type(event));
      listen(this.box, "click", ({ target }) => target.matches("img") && this.describe(target));
      listen(this.box, "pictured", ({ detail }) => this.describe(detail));
      listen(this.box, "input", () => this.lookAtPictures());
      listen(this.alt, "input", () => this.told());
      listen(this.alt, "keydown", (event) => ["Enter", "Escape"].includes(event.key) && !event.ctrlKey && this.described(event));
      this.lookAtPictures();
      listen(document, "selectionchange", () => document.activeElement === this.box && this.look());
    }

    disconnectedCallback() {
      this.ends.abort();
    }

    get tools() {
      return [...this.querySelectorAll("[role=toolbar] :is(button, input):not([hidden])")];
    }

    call(event) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const does = (event.shiftKey ? SHIFTED : KEYS)[event.code];
      if (!does) return;
      event.preventDefault();
      this.press(does);
    }

    // One tool can be reached by Tab, the others by arrows.
    walk(event) {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const at = this.tools.indexOf(event.target);
      if (!step || at < 0) return;
      event.preventDefault();
      const next = this.tools.at((at + step) % this.tools.length);
      for (const tool of this.tools) tool.tabIndex = tool === next ? 0 : -1;
      next.focus();
    }

    // What is chosen is told to others a moment later than it is chosen.
    press(does) {
      if (!does) return;
      this.box.remember();
      if (does === "link") return this.ask();
      if (does === "describe") return this.describe(this.chosen(), true);
      if (does === "described") return this.described();
      if (does === "take" || does === "drop") return this.link(does === "take");
      this.box.back();
      if (does === "quote") this.quote();
      else document.execCommand(does);
      this.look();
    }

    // The picture that is selected, else the one before where one writes, else the last.
    chosen() {
      const range = this.box.here || this.box.range;
      const all = [...this.box.querySelectorAll("img")];
      const before = range && all.filter((one) => range.comparePoint(one.parentNode, [...one.parentNode.childNodes].indexOf(one)) <= 0);
      return before?.at(-1) || all.at(-1);
    }

    // What stands for a picture where it is not seen; at first it is the name of the file.
    describe(picture, goes = false) {
      this.picture = picture;
      this.lookAtPictures();
      if (!picture) return;
      this.querySelector("[data-picture]").hidden = false;
      this.alt.value = picture.alt;
      if (!goes) return;
      this.alt.focus();
      this.alt.select();
    }

    told() {
      this.picture.alt = this.alt.value;
      this.box.dispatchEvent(new Event("input", { bubbles: true }));
    }

    described(event) {
      event?.preventDefault();
      event?.stopPropagation();
      this.querySelector("[data-picture]").hidden = true;
      this.box.back();
    }

    lookAtPictures() {
      this.querySelector("[data-does=describe]").hidden = !this.box.querySelector("img");
      if (!this.picture?.isConnected) this.querySelector("[data-picture]").hidden = true;
    }

    quote() {
      if (this.inside("blockquote")) document.execCommand("outdent");
      else document.execCommand("formatBlock", false, "blockquote");
    }

    inside(tag) {
      const at = (this.box.here || this.box.range)?.commonAncestorContainer;
      const found = (at?.nodeType === Node.TEXT_NODE ? at.parentElement : at)?.closest(tag);
      return found && this.box.contains(found) ? found : null;
    }

    look() {
      const is = (does) => (does === "quote" ? this.inside("blockquote") : does === "link" ? this.inside("a") : document.queryCommandState(does));
      for (const tool of this.querySelectorAll("[aria-pressed]")) tool.setAttribute("aria-pressed", Boolean(is(tool.dataset.does)));
    }

    // Where a link leads to is asked in a line of its own; on a link it is the link's.
    ask() {
      const row = this.querySelector("[data-link]");
      const standing = this.inside("a");
      row.hidden = !row.hidden;
      if (row.hidden) return this.box.back();
      row.querySelector("[data-does=drop]").hidden = !standing;
      this.address.value = standing?.getAttribute("href") || "";
      this.address.removeAttribute("aria-invalid");
      this.address.focus();
      this.address.select();
    }

    type(event) {
      if (!["Enter", "Escape"].includes(event.key) || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Enter") this.link(true);
      else this.ask();
    }

    link(wanted) {
      const typed = this.address.value.trim();
      const address = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(typed) ? `mailto:${typed}` : /^[a-z][\w+.-]*:/i.test(typed) ? typed : `https://${typed}`;
      const good = /^(?:https?:\/\/[^\s/]+\.?|mailto:.+@|tel:\+?\d)/i.test(address) && !/\s/.test(address);
      if (wanted && !good) return this.address.setAttribute("aria-invalid", "true");
      this.querySelector("[data-link]").hidden = true;
      this.box.back();
      const standing = this.inside("a");
      if (standing) getSelection().selectAllChildren(standing);
      if (!wanted) document.execCommand("unlink");
      else if (getSelection().isCollapsed) this.box.put(Object.assign(document.createElement("a"), { href: address, textContent: typed }).outerHTML);
      else document.execCommand("createLink", false, address);
      this.look();
    }
  });
}
