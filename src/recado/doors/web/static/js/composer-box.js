// <composer-box> quotes the message one answers, counts what is left to write, and holds back what is not ready yet.
customElements.define("composer-box", class extends HTMLElement {
  connectedCallback() {
    if (recado.awaits(this)) return;
    this.addEventListener("click", ({ target }) => this.press(target));
    this.addEventListener("input", ({ target }) => target.matches("textarea, rich-text") && this.wrote(target));
    this.addEventListener("written", () => this.count());
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("htmx:config:request", (event) => this.hold(event));
    this.quoting = ({ target }) => {
      const quoted = target.closest?.("[data-reply-to]");
      const anew = target.closest?.("[data-write-anew]");
      if (quoted) this.quote(quoted.dataset);
      if (anew) this.write(document.getElementById("tab-reply"), this.words, anew.dataset.writeAnew);
    };
    document.addEventListener("click", this.quoting);
    this.textBefore = this.words?.value;
    this.count();
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.quoting);
  }

  get words() {
    return this.querySelector("#words, #laid-words");
  }

  press(target) {
    if (target.closest("[data-unquote]")) this.quote(null);
    if (target.closest("[data-throw-away]")) this.lay("");
    if (target.closest("[data-to-note]")) this.note(this.words.value);
    const look = target.closest("[data-look]");
    if (look) document.getElementById(look.dataset.look)?.scrollIntoView({ block: "center" });
  }

  // Who begins to write has seen what stands in the thread at that moment, and not what comes later.
  wrote(text) {
    const seen = text.form.querySelector("[data-seen]");
    if (seen && !this.textBefore) seen.value = document.getElementById("window")?.dataset.newest || seen.value;
    if (text === this.words) this.textBefore = text.value;
    this.count();
    if (!text.rows || CSS.supports("field-sizing", "content")) return;
    text.rows = 2;
    while (text.scrollHeight > text.clientHeight && text.rows < 12) text.rows += 1;
  }

  count() {
    const shown = this.querySelector("[data-count]");
    if (!shown) return;
    const most = Number(this.querySelector("[name=attachment]") ? this.dataset.mostBeside : this.dataset.most);
    const left = most - [...(this.words.plain ?? this.words.value)].length;
    shown.textContent = left < 0 ? recado.say("too_many", { n: -left }) : left < most / 10 ? recado.say("letters_left", { n: left }) : "";
    shown.classList.toggle("is-over", left < 0);
  }

  // Ctrl+Enter sends, with Shift it goes on to resolve the case.
  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.form) return;
    event.preventDefault();
    event.stopPropagation();
    const { form } = event.target;
    if (!form.hasAttribute("hx-post")) return;
    form.dataset.then = event.shiftKey ? "resolve" : "";
    form.requestSubmit(form.querySelector(".composer-foot button[type=submit]"));
  }

  // Nothing is sent while a file is on its way: it goes with the last of them. A recording ends by sending.
  hold(event) {
    const tray = this.querySelector("file-tray");
    const recorder = this.querySelector("voice-recorder");
    if (!tray?.closest("form").contains(event.target)) return;
    if (recorder?.isRecording) recorder.send();
    else if (tray.isBusy) tray.sends = true;
    if (recorder?.sends || tray.isBusy) event.preventDefault();
  }

  quote(said, quiet = false) {
    const box = this.querySelector("[data-answered]");
    if (!box) return;
    box.hidden = !said;
    const input = box.querySelector("input");
    input.disabled = !said;
    input.value = said?.replyTo || "";
    box.querySelector("b").textContent = said?.author || "";
    box.querySelector("span").textContent = said?.words || "";
    if (quiet) return;
    box.dispatchEvent(new CustomEvent("written", { bubbles: true }));
    if (said) document.getElementById("tab-reply").click();
  }

  // What cannot leave now becomes a note for the team, behind what stands there.
  note(words) {
    this.write(document.getElementById("tab-note"), this.querySelector("#note-words"), words);
    this.lay("");
  }

  // Behind what stands there, and so that the browser can undo it.
  write(tab, text, words) {
    tab.click();
    text.focus();
    recado.toEnd(text);
    const anew = words && text.value ? `${text.gap ?? "\n\n"}${words}` : words;
    if (anew && text.put) text.put(anew);
    else if (anew) document.execCommand("insertText", false, anew);
  }

  lay(words) {
    this.words.value = words;
    this.words.dispatchEvent(new Event("input", { bubbles: true }));
    this.querySelector("[data-laid-by]").hidden = !words;
  }
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response?.status < 400 && ctx.sourceElement.dataset.then === "resolve") recado.show(document.getElementById("resolve"));
});
