// What is opened beside the list, and pages of a thread: bones after a fifth of a second, a quiet line where it failed.
// Until the new conversation stands the old one hears nothing: a key waits for the new one, and the last opened wins.
{
  const SLOW = 200;
  const SOON = 40;
  const OPENS = 'a[hx-target="#work"], #toasts :is([hx-delete^="/cases/"], [hx-delete*="/departure"])';
  const timers = new WeakMap();
  const begun = new WeakMap();
  const opens = ({ sourceElement }) => sourceElement?.matches?.(OPENS);
  const pages = ({ sourceElement }) => sourceElement?.closest?.(".earlier, #later");
  const work = () => document.getElementById("work");
  // To make it inert restyles all of it: the mark on the row is painted first.
  const rest = (old) => opening && old && (old.inert = true);
  let calm = 0;
  let opening = null;
  let waiting = null;

  // What is meant for a conversation that is being opened waits for it; what comes after that is told to wait.
  recado.onceOpened = (act) => {
    if (!opening) act();
    else if (!waiting) waiting = act;
    else recado.toast(recado.say("still_opening"));
  };

  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    begun.set(ctx, performance.now());
    if (!opens(ctx)) return;
    document.querySelector("[data-unopened]")?.remove();
    opening?.request.abort();
    opening = ctx;
    calm = setTimeout(rest, SOON, work());
    timers.set(ctx, setTimeout(() => work()?.classList.add("is-opening"), SLOW));
  });

  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    clearTimeout(timers.get(ctx));
    const failed = !(ctx.response?.status < 400);
    if (pages(ctx) && failed) say(ctx.sourceElement, pages(ctx), "not_fetched");
    if (ctx !== opening) return;
    const act = waiting;
    opening = waiting = null;
    work()?.classList.remove("is-opening");
    clearTimeout(calm);
    if (work()) work().inert = false;
    if (!failed && act) requestAnimationFrame(act);
    if (failed && ctx.sourceElement.matches("a")) say(ctx.sourceElement, document.getElementById("talk"), "not_opened");
  });

  // Words about a conversation that stands open no more find no place in another one.
  document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
    const from = /^\/(?:cases|groups)\/\d+$/.exec(new URL(ctx.request.headers["HX-Current-URL"] || "/", location).pathname)?.[0];
    if (!from || from === location.pathname || opens(ctx)) return;
    const within = ({ target }) => (typeof target === "string" ? document.querySelector(target) : target)?.closest?.("#work");
    tasks.splice(0, tasks.length, ...tasks.filter((task) => !within(task)));
    if (ctx.hx) delete ctx.hx.pushurl;
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

  // Whether a conversation stands open is said where styles may ask without a look at all that is in it.
  document.addEventListener("htmx:after:swap", () => document.body.classList.toggle("has-talk", Boolean(work()?.matches("[data-case], [data-group]"))));

  // An ending that was undone already offers no undoing. Only an answer that draws the case as open, and was asked for
  // after the ending, says so: an older one may have drawn it before, and what else comes, as the list, tells nothing.
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    const open = work()?.dataset.case;
    if (!open || document.getElementById("reopen-button") || !ctx.text?.includes('id="resolve-button"')) return;
    const undone = (toast) => toast.since < begun.get(ctx) && toast.querySelector(`[hx-delete^="/cases/${open}/resolution"]`);
    for (const toast of document.querySelectorAll("quiet-toast")) if (undone(toast)) toast.remove();
  });
}
