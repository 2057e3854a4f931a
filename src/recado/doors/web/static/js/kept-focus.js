// The focus is never lost: what takes its place when its element goes is the same thing drawn anew, else what holds it.
{
  const HOLDERS = "#talk, #side, #list, #main, main";
  const trail = { id: "", holder: "" };
  let toNextRow = null;

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

  // What ended is behind one: the next conversation is at hand, Enter opens it.
  const after = () => {
    const rows = [...document.querySelectorAll("conversation-list a.row")];
    const at = rows.findIndex((row) => row.getAttribute("aria-current"));
    return (rows[at + 1] || rows[at - 1])?.closest("li").id;
  };

  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.sourceElement?.dataset.closes === "resolve" && ctx.response?.status < 400) toNextRow = after();
  });

  const land = () => requestAnimationFrame(() => {
    if (document.querySelector("dialog[open]")) return;
    const row = toNextRow && document.querySelector(`#${toNextRow} a.row`);
    toNextRow = null;
    if (row?.checkVisibility()) row.focus({ preventScroll: true });
    else if (trail.id || trail.holder) settle();
  });

  document.addEventListener("htmx:after:swap", land);

  // Closed, a dialogue gives the focus back to what opened it; if that is gone by now, to what stands in its place.
  document.addEventListener("close", ({ target }) => target.matches("dialog") && land(), true);
}
