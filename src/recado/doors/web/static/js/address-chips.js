// <address-chips> makes a chip of each address that is typed: at a comma, a semicolon, Enter, or when one leaves the field.
customElements.define("address-chips", class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector(":scope > input");
    this.list = this.querySelector("ul");
    this.said = this.querySelector(".wrong");
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", (event) => this.type(event));
    this.field.addEventListener("paste", () => setTimeout(() => /[,;\n]/.test(this.field.value) && this.take()));
    this.field.addEventListener("blur", () => this.take());
    this.addEventListener("click", ({ target }) => target.closest("button") && this.drop(target.closest("li")));
  }

  type({ inputType }) {
    if (!this.field.value.trim()) this.tellWrong([]);
    else if (!inputType?.startsWith("delete") && /[,;\n]\s*$/.test(this.field.value)) this.take(true);
  }

  key(event) {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.take();
    }
    if (event.key === "Backspace" && !this.field.value && this.list.lastElementChild) this.drop(this.list.lastElementChild);
  }

  // A comma inside quotes belongs to a name. What is no address stays in the field, to be mended, and is named.
  take(goesOn = false) {
    const typed = this.field.value.match(/(?:"[^"]*"|[^,;\n])+/g) || [];
    const wrong = typed.map((one) => one.trim()).filter((one) => one && !this.add(one));
    this.field.value = wrong.join(", ") + (wrong.length && goesOn ? ", " : "");
    this.tellWrong(wrong);
  }

  tellWrong(wrong) {
    this.field.setAttribute("aria-invalid", wrong.length > 0);
    this.said.hidden = !wrong.length;
    this.said.textContent = wrong.map((one) => this.dataset.wrong.replace("{}", () => one)).join(" ");
  }

  add(text) {
    const address = text.match(/[^\s<>@"]+@[^\s<>@"]+\.[^\s<>@".]+/)?.[0];
    if (!address) return false;
    const chip = document.importNode(this.querySelector("template").content.firstElementChild, true);
    const called = text.replace(/<[^>]*>/, "").replaceAll('"', "").trim() || address;
    const away = chip.querySelector("button");
    chip.title = address;
    chip.querySelector("span").textContent = called;
    chip.querySelector("input").value = text;
    away.ariaLabel = away.ariaLabel.replace("{}", () => called);
    this.list.append(chip);
    this.tell();
    return true;
  }

  // What stands folded above says the same, and a draft keeps it.
  tell() {
    this.dispatchEvent(new CustomEvent("written", { bubbles: true }));
    const said = this.closest("details")?.querySelector(`[data-said="${this.dataset.name}"]`);
    if (!said) return;
    const called = [...this.list.children].map((chip) => chip.querySelector("span").textContent);
    said.hidden = !called.length && this.dataset.name !== "to";
    said.lastElementChild.textContent = called.join(", ") || "–";
  }

  drop(chip) {
    chip.remove();
    this.tell();
    this.field.focus();
  }
});
