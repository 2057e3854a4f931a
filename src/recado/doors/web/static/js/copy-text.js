// <copy-text> copies what its button stands for, and says so.
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    this.onclick = async ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      await recado.copy(button.value);
      button.classList.add("is-done");
      setTimeout(() => button.classList.remove("is-done"), 1500);
    };
  }
});

// The field beside such a button is chosen whole once it has the focus, so that a stroke copies it too.
document.addEventListener("focusin", ({ target }) => target.matches(".line:has(> copy-text) > input[readonly]") && target.select());

// Where the browser keeps its clipboard to itself (no https), a field that is selected does.
recado.copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    const before = document.activeElement;
    field.className = "sr";
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    before?.focus();
  }
  recado.announce(recado.say("copied"));
};
