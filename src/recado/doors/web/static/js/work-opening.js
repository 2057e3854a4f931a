// What is opened beside the list, and pages of a thread: bones after a fifth of a second, a quiet line where it failed.
{
  const SLOW = 200;
  const timers = new WeakMap();
  const opens = ({ sourceElement, request }) => request?.method === "GET" && sourceElement?.matches?.('a[hx-target="#work"]');
  const pages = ({ sourceElement }) => sourceElement?.closest?.(".earlier, #later");
  const work = () => document.getElementById("work");

  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    if (!opens(ctx)) return;
    document.querySelector("[data-unopened]")?.remove();
    timers.set(ctx, setTimeout(() => work()?.classList.add("is-opening"), SLOW));
  });

  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    clearTimeout(timers.get(ctx));
    work()?.classList.remove("is-opening");
    const failed = !(ctx.response?.status < 400);
    if (opens(ctx) && failed) say(ctx.sourceElement, document.getElementById("talk"), "not_opened");
    else if (pages(ctx) && failed) say(ctx.sourceElement, pages(ctx), "not_fetched");
  });

  // The line of the list, in other words and another place; "Try again" does again what failed.
  function say(source, place, key) {
    const line = document.querySelector("[data-trouble]")?.cloneNode(true);
    if (!line || !place) return;
    place.querySelector(":scope > [data-unopened]")?.remove();
    delete line.dataset.trouble;
    Object.assign(line, { hidden: false });
    line.dataset.unopened = "";
    line.querySelector("span").textContent = recado.say(key);
    line.querySelector("button").addEventListener("click", () => {
      line.remove();
      if (source.matches("a, button")) source.click();
      else htmx.trigger(source, "again");
    });
    place.prepend(line);
  }

  // An ending that was undone already offers no undoing.
  document.addEventListener("htmx:after:swap", () => {
    const open = work()?.dataset.case;
    if (!open || document.getElementById("reopen-button")) return;
    for (const button of document.querySelectorAll(`quiet-toast [hx-delete="/cases/${open}/resolution"]`)) button.closest("quiet-toast").remove();
  });
}
