// What has the focus when its element goes: the same control drawn anew, whom the page names its heir (data-heir="label-7
// restore-7", the first that is there), the row that stands at its place now, the beginning of its panel.
{
  const CONTROLS = "a, button, summary, input:not([type=hidden]), select, textarea";
  const LISTS = "conversation-list, search-pane";
  const KEPT = "focus-heirs";
  let left = null;

  const words = (element) => element?.labels?.[0]?.textContent.trim() ?? "";
  const asks = (element) => ["href", "action", "hx-get", "hx-put", "hx-post", "hx-delete"].map((name) => element?.getAttribute(name) ?? "");
  const among = (place) => [...place?.querySelectorAll(CONTROLS) ?? []].filter((one) => one.checkVisibility());

  // A control without an id is known by its kind, what it says and what it asks for.
  const known = (control) => {
    const said = control.matches("a, button, summary") ? control.ariaLabel || control.textContent.trim() : words(control);
    return JSON.stringify([control.localName, control.name, said, asks(control), asks(control.form)]);
  };

  const seen = (target) => {
    const row = target.closest(LISTS) && target.closest("a.row");
    return {
      id: target.id,
      words: words(target),
      known: !row && !target.id && target.matches(CONTROLS) ? known(target) : "",
      heirs: target.closest("[data-heir]")?.dataset.heir.split(" ") ?? [],
      row: row && { id: row.parentElement.id, at: row.closest(LISTS).rows?.indexOf(row) },
      panel: target.closest(".panel")?.getAttribute("aria-labelledby"),
    };
  };

  let gone = null;
  document.addEventListener("focusin", ({ target }) => {
    if (target.closest("#toasts, dialog")) return;
    left = seen(target);
    gone = () => !target.isConnected;
  });

  const row = ({ id, at }) => {
    const rows = document.querySelector(LISTS)?.rows ?? [];
    return rows.find((one) => one.parentElement.id === id) || rows[Math.min(at, rows.length - 1)];
  };

  const heir = () => {
    const same = left.known && among(document.querySelector("main")).find((one) => !one.id && known(one) === left.known);
    const named = () => left.heirs.map((id) => document.getElementById(id)).find((element) => element?.checkVisibility());
    const panel = () => left.panel && among(document.querySelector(`.panel[aria-labelledby="${left.panel}"]`))[0];
    return same || named() || (left.row ? row(left.row) : panel());
  };

  const settle = () => {
    const at = document.activeElement;
    if (!left || !gone() || (at && at !== document.body) || document.querySelector("dialog[open]")) return;
    const same = left.id && document.getElementById(left.id);
    if (same && words(same) === left.words) return;
    const found = heir();
    found?.focus({ preventScroll: true });
    if (found?.closest("search-pane")) found.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("htmx:after:swap", settle);

  // A page that is read anew has the focus where it was; one to which one is led, at its beginning.
  const keep = (what) => sessionStorage.setItem(KEPT, JSON.stringify(what));
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    if (ctx.hx?.redirect) keep({ heirs: ["main"] });
    else if (ctx.hx?.refresh && left) keep(left);
  });
  document.addEventListener("submit", ({ target }) => target.matches("[data-heir]") && left && keep(left));
  left = JSON.parse(sessionStorage.getItem(KEPT));
  gone = () => true;
  sessionStorage.removeItem(KEPT);
  if (left) requestAnimationFrame(settle);
}
