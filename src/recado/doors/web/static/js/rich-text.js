// <rich-text> is the box for a mail's words: its value is clean HTML, and it behaves like a text area to those around it.
customElements.define("rich-text", class extends HTMLElement {
  gap = recado.rich.GAP;

  connectedCallback() {
    document.execCommand("defaultParagraphSeparator", false, "div");
    this.ends = new AbortController();
    const listen = (what, name, act) => what.addEventListener(name, act, { signal: this.ends.signal });
    listen(this, "input", () => this.look());
    listen(this, "keydown", (event) => this.key(event));
    listen(this, "focus", () => this.range || this.toEnd());
    listen(this, "paste", (event) => this.paste(event));
    listen(this, "click", ({ target }) => target.matches("img") && this.choose(target));
    listen(this.form, "formdata", ({ formData }) => formData.set(this.getAttribute("name"), this.value));
    listen(document, "selectionchange", () => this.remember());
    this.look();
  }

  disconnectedCallback() {
    this.ends.abort();
  }

  get form() {
    return this.closest("form");
  }

  get value() {
    return recado.rich.clean(this);
  }

  set value(html) {
    this.innerHTML = recado.rich.shown(recado.rich.clean(html));
    this.toEnd();
    this.look();
  }

  // The words alone, for counting.
  get plain() {
    return this.innerText.trim();
  }

  // What the desk keeps of it, in the spelling of `value`.
  read(known) {
    return recado.rich.clean(known.html);
  }

  look() {
    this.toggleAttribute("data-empty", !this.textContent && !this.querySelector("img, li, blockquote"));
  }

  select() {
    getSelection().selectAllChildren(this);
  }

  // Now, or once one comes here: a selection alone would draw the focus.
  toEnd() {
    this.range = null;
    if (document.activeElement !== this) return;
    getSelection().selectAllChildren(this);
    getSelection().collapseToEnd();
  }

  choose(picture) {
    const range = document.createRange();
    range.selectNode(picture);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  // Where one writes now; null while one is elsewhere.
  get here() {
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    return range && this.contains(range.commonAncestorContainer) ? range : null;
  }

  remember() {
    this.range = this.here?.cloneRange() || this.range;
  }

  // Back to where one wrote last.
  back() {
    const stays = document.activeElement === this && this.here;
    if (stays) return;
    const { range } = this;
    this.focus();
    if (!range) return this.toEnd();
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  // Typed, so that the browser can undo it; one line goes into the line that stands.
  put(html) {
    const clean = recado.rich.shown(recado.rich.clean(html));
    const line = /^<div>((?:(?!<\/?div>).)*)<\/div>$/.exec(clean);
    document.execCommand("insertHTML", false, line ? line[1] : clean);
  }

  // A picture that has come to the desk, where one wrote last; the focus stays where it is.
  show(key, name) {
    const had = document.activeElement;
    this.back();
    const picture = document.createElement("img");
    Object.assign(picture, { src: `/attachments/${key}`, alt: name });
    document.execCommand("insertHTML", false, picture.outerHTML);
    this.dispatchEvent(new CustomEvent("pictured", { detail: this.querySelector(`img[src="${picture.getAttribute("src")}"]`) }));
    if (had !== this && had !== document.body) had.focus();
  }

  paste(event) {
    const data = event.clipboardData;
    const tray = this.form.querySelector("file-tray");
    event.preventDefault();
    event.stopPropagation();
    if (data.files.length && !data.types.includes("text/plain")) return tray.take([...data.files].map((file) => tray.named(file)), true);
    const html = data.getData("text/html");
    if (html && !this.pastesPlain) this.put(html);
    else document.execCommand("insertText", false, data.getData("text/plain"));
    this.pastesPlain = false;
  }

  // Ctrl+Shift+V takes the words alone. Enter in an empty line of a quote goes on below it.
  key(event) {
    const control = event.ctrlKey || event.metaKey;
    this.pastesPlain = control && event.shiftKey && recado.letter(event) === "v";
    const line = event.key === "Enter" && !control && !event.shiftKey && this.lineOfQuote();
    if (!line || line.textContent || line.querySelector("img")) return;
    event.preventDefault();
    document.execCommand("outdent");
  }

  lineOfQuote() {
    const at = getSelection().anchorNode;
    const line = (at?.nodeType === Node.TEXT_NODE ? at.parentElement : at)?.closest?.("div, blockquote");
    return line && this.contains(line) && line !== this && line.closest("rich-text blockquote") ? line : null;
  }
});
