// The focus is never lost. What has it when its element goes, the first that is there: the same thing drawn anew, whom the
// page names its heir (data-heir="label-7 restore-7"), the row at its place, the beginning of its panel, what holds it.
{
  const HOLDERS = "#talk, #side, #list, #main, main";
  const CONTROLS = "a, button, summary, input:not([type=hidden]), select, textarea";
  const LISTS = "conversation-list, search-pane";
  const KEPT = "focus";
  let trail = null; // what the element was that had the focus
  let gone = () => true;
  let left = null; // the address of the conversation from which one went back to the list

  // By what one knows it: two fields of a page may have had the same id one after the other.
  const words = (element) => element?.labels?.[0]?.textContent.trim() ?? "";

  // A control without an id is known by its kind, what it says and what it asks for.
  const asks = (element) => ["href", "action", "hx-get", "hx-put", "hx-post", "hx-delete"].map((name) => element?.getAttribute(name) ?? "");
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
      row: row && { id: row.parentElement.id, at: row.closest(LISTS).rows.indexOf(row) },
      panel: target.closest(".panel")?.getAttribute("aria-labelledby"),
      holder: target.closest(HOLDERS)?.id,
    };
  };

  document.addEventListener("focusin", ({ target }) => {
    if (target.closest("#toasts, dialog")) return;
    trail = seen(target);
    gone = () => !target.isConnected;
  });

  const shows = (element) => element?.checkVisibility();
  const among = (place) => [...place?.querySelectorAll(CONTROLS) ?? []].filter(shows);
  const byId = (id) => id && document.getElementById(id);

  // The row of the conversation that one left, rather than the field that takes the focus of a search opened anew.
  const back = () => {
    const rows = left ? [...document.querySelectorAll("a.row")].filter((one) => new URL(one.href).pathname === left.pathname) : [];
    return rows.find((one) => one.href === left.href) || rows[0];
  };

  const same = () => {
    const found = byId(trail.id);
    return words(found) === trail.words ? found : null;
  };

  const near = ({ id, at }) => {
    const rows = document.querySelector(LISTS)?.rows ?? [];
    return rows.find((one) => one.parentElement.id === id) || rows[Math.min(at, rows.length - 1)];
  };

  const heirs = () => [
    trail.known && among(document.querySelector("main")).find((one) => !one.id && known(one) === trail.known),
    ...trail.heirs.map(byId),
    trail.row ? near(trail.row) : trail.panel && among(document.querySelector(`.panel[aria-labelledby="${trail.panel}"]`))[0],
  ];

  const settle = () => {
    const at = document.activeElement;
    const from = [back()].find(shows);
    const lost = !at || at === document.body || !shows(at) || (from && at.autofocus);
    if (!trail || !lost || document.querySelector("dialog[open]")) return;
    const found = [from, same(), ...(gone() ? heirs() : []), ...[trail.holder, "talk", "list", "main"].map(byId)].find((one) => one && shows(one));
    found?.focus({ preventScroll: true });
    if (found?.matches("a.row")) found.scrollIntoView({ block: "nearest" });
    if (found === from) left = null;
  };

  const land = () => requestAnimationFrame(settle);
  document.addEventListener("htmx:after:swap", land);
  document.addEventListener("click", ({ target }) => target.closest?.("a[data-back]") && (left = new URL(location)));
  document.addEventListener("htmx:after:history:push", () => (left = null));

  // What lay over the conversation, as the panel on a phone, is gone.
  addEventListener("hashchange", land);

  // Closed, a dialogue gives the focus back to what opened it; if that is gone by now, to what stands in its place.
  document.addEventListener("close", ({ target }) => target.matches("dialog") && land(), true);

  // A page that is read anew, as after an undo, has it where it was; one to which one is led, at its beginning.
  const keep = (what) => sessionStorage.setItem(KEPT, JSON.stringify(what));
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    if (ctx.hx?.redirect) keep({ heirs: ["main"] });
    else if (ctx.hx?.refresh && trail) keep(trail);
  });
  document.addEventListener("submit", ({ target }) => target.matches("[data-heir]") && trail && keep(trail));
  trail = JSON.parse(sessionStorage.getItem(KEPT));
  sessionStorage.removeItem(KEPT);
  if (trail) land();
}
