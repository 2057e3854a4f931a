// What ended is behind one: with the ending goes the number of the next conversation of the list, and the desk brings it.
{
  const open = () => document.querySelector("conversation-list a.row[aria-current]");

  // The next one, else the one before; none where the list does not hold what is open.
  const next = () => {
    const rows = [...document.querySelectorAll("conversation-list a.row")];
    const at = rows.indexOf(open());
    return at < 0 ? null : rows[at + 1] || rows[at - 1];
  };

  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    ctx.ends = ctx.sourceElement?.dataset?.closes === "resolve";
    if (!ctx.ends) return;
    const row = next()?.closest("li").id;
    if (row) ctx.request.body.append("next", row.replace("case-", ""));
  });

  // Where the desk brought a conversation by itself, its row has the focus; without one the conversation, or what one writes,
  // unless that was an answer to the one that ended.
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (!ctx.hx?.pushurl?.startsWith("/cases/")) return;
    requestAnimationFrame(() => {
      if (document.activeElement?.closest(ctx.ends ? "dialog[open]" : "#composer, dialog[open]")) return;
      const row = open();
      if (row?.checkVisibility()) row.focus({ preventScroll: true });
      else document.getElementById("talk")?.focus({ preventScroll: true });
      row?.scrollIntoView({ block: "nearest" });
    });
  });
}
