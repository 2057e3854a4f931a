// <drop-zone> takes a file that is dropped on it, and says which one was chosen.
customElements.define("drop-zone", class extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input[type=file]");
    const over = (is) => (event) => {
      event.preventDefault();
      this.classList.toggle("is-over", is);
    };
    this.addEventListener("dragover", over(true));
    this.addEventListener("dragleave", over(false));
    this.addEventListener("drop", (event) => {
      over(false)(event);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      this.name(input);
    });
    input.addEventListener("change", () => this.name(input));
  }

  name(input) {
    this.querySelector("[data-name]").textContent = input.files[0]?.name || "";
  }
});
