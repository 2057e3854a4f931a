// <thread-passages> keeps a long thread light: passages far from what one reads lie folded beside it until one comes near.
{
  const NEAR = 1800;
  const FAR = 4500;

  customElements.define("thread-passages", class extends HTMLElement {
    connectedCallback() {
      this.folded = new Map();
      this.flow = this.closest(".flow");
      this.on = new AbortController();
      const { signal } = this.on;
      this.flow.addEventListener("scroll", () => (this.later ||= setTimeout(() => this.settle(), 80)), { passive: true, signal });
      document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => this.close(ctx), { signal });
      addEventListener("resize", () => this.settle(), { signal });
    }

    disconnectedCallback() {
      this.on.abort();
      clearTimeout(this.later);
    }

    // Where one reads on from an old place, what stands is a passage by now and the next one is what is kept fresh.
    close(ctx) {
      const latest = document.getElementById("latest");
      if (ctx.sourceElement?.matches?.("#later [hx-trigger]") && ctx.response.status < 400) latest.id = `passage-${latest.dataset.first}`;
    }

    settle() {
      clearTimeout(this.later);
      this.later = 0;
      if (!this.isConnected) return;
      const box = this.flow.getBoundingClientRect();
      for (const passage of this.querySelectorAll(":scope > .passage")) {
        const { top, bottom } = passage.getBoundingClientRect();
        const away = Math.max(box.top - bottom, top - box.bottom, 0);
        if (this.folded.has(passage)) away < NEAR && this.unfold(passage);
        else if (away > FAR && passage.id !== "latest" && !passage.querySelector(":focus, :popover-open")) this.fold(passage);
      }
    }

    fold(passage) {
      this.folded.set(passage, recado.fold(passage));
    }

    // What one reads stays where it is, though pictures in the passage may be of another height by now.
    unfold(passage) {
      const still = document.querySelector("to-newest");
      still.held = still.hold();
      passage.classList.replace("is-folded", "is-filling");
      passage.append(this.folded.get(passage));
      this.folded.delete(passage);
      still.settle();
      requestAnimationFrame(() => passage.classList.remove("is-filling"));
    }

    // The message of that id, though its passage be folded.
    find(id) {
      const [passage] = [...this.folded].find(([, content]) => content.getElementById(id)) || [];
      if (passage) this.unfold(passage);
      return document.getElementById(id);
    }
  });
}
