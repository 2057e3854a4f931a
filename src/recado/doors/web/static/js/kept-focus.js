// The focus is never lost: what takes its place when its element goes is the same thing drawn anew, else what holds it.
{
  const HOLDERS = "#talk, #side, #list, #main, main";
  const trail = { id: "", words: "", holder: "" };
  let left = null; // the address of the conversation from which one went back to the list

  // By what one knows it: two fields of a page may have had the same id one after the other.
  const words = (element) => element?.labels?.[0]?.textContent.trim() ?? "";

  document.addEventListener("focusin", ({ target }) => {
    if (target.closest("#toasts, dialog")) return;
    trail.id = target.id;
    trail.words = words(target);
    trail.holder = target.closest(HOLDERS)?.id || "";
  });

  const row = () => {
    const rows = left ? [...document.querySelectorAll("a.row")].filter((one) => new URL(one.href).pathname === left.pathname) : [];
    const found = rows.find((one) => one.href === left.href) || rows[0];
    return found?.checkVisibility() ? found : null;
  };

  const settle = () => {
    const at = document.activeElement;
    const back = row(); // which one means rather than the field that takes the focus of a search opened anew
    const lost = !at || at === document.body || !at.checkVisibility() || (back && at.autofocus);
    if (!lost || document.querySelector("dialog[open]")) return;
    const same = document.getElementById(trail.id);
    const [held, talk, list, main] = [trail.holder, "talk", "list", "main"].map((id) => document.getElementById(id));
    const found = [back, words(same) === trail.words ? same : null, held, talk, list, main].find((element) => element?.checkVisibility());
    found?.focus({ preventScroll: true });
    if (found !== back) return;
    found?.scrollIntoView({ block: "nearest" });
    left = null;
  };

  const land = () => requestAnimationFrame(() => {
    if (!document.querySelector("dialog[open]") && (trail.id || trail.holder)) settle();
  });

  document.addEventListener("htmx:after:swap", land);
  document.addEventListener("click", ({ target }) => target.closest?.("a[data-back]") && (left = new URL(location)));
  document.addEventListener("htmx:after:history:push", () => (left = null));

  // What lay over the conversation, as the panel on a phone, is gone.
  addEventListener("hashchange", land);

  // A page that is read anew, as after an undo, has it where it was.
  document.addEventListener("htmx:finally:request", ({ detail }) => detail.ctx.hx?.refresh && sessionStorage.setItem("focus", JSON.stringify(trail)));
  Object.assign(trail, JSON.parse(sessionStorage.getItem("focus") || "{}"));
  sessionStorage.removeItem("focus");
  if (trail.holder) land();

  // Closed, a dialogue gives the focus back to what opened it; if that is gone by now, to what stands in its place.
  document.addEventListener("close", ({ target }) => target.matches("dialog") && land(), true);
}
