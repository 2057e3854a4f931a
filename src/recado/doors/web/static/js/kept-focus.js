// The focus is never lost: what takes its place when its element goes is the same thing drawn anew, else what holds it.
{
  const HOLDERS = "#talk, #side, #list, #main, main";
  const trail = { id: "", holder: "" };

  document.addEventListener("focusin", ({ target }) => {
    if (target.closest("#toasts, dialog")) return;
    trail.id = target.id;
    trail.holder = target.closest(HOLDERS)?.id || "";
  });

  const settle = () => {
    const lost = !document.activeElement || document.activeElement === document.body;
    if (!lost || document.querySelector("dialog[open]")) return;
    const places = [trail.id, trail.holder, "talk", "list", "main"].filter(Boolean);
    const found = places.map((id) => document.getElementById(id)).find((element) => element?.checkVisibility());
    found?.focus({ preventScroll: true });
  };

  const land = () => requestAnimationFrame(() => {
    if (!document.querySelector("dialog[open]") && (trail.id || trail.holder)) settle();
  });

  document.addEventListener("htmx:after:swap", land);

  // A page that is read anew, as after an undo, has it where it was.
  document.addEventListener("htmx:finally:request", ({ detail }) => detail.ctx.hx?.refresh && sessionStorage.setItem("focus", JSON.stringify(trail)));
  Object.assign(trail, JSON.parse(sessionStorage.getItem("focus") || "{}"));
  sessionStorage.removeItem("focus");
  if (trail.holder) land();

  // Closed, a dialogue gives the focus back to what opened it; if that is gone by now, to what stands in its place.
  document.addEventListener("close", ({ target }) => target.matches("dialog") && land(), true);
}
