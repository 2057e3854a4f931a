// What is half filled in stays while another form of the settings is saved: drawn anew, each field says again what was typed.
// Not where the desk says something else by now, as after an undo; then that is so.
{
  const FIELDS = "form :is(input:not([type=hidden], [type=file], [readonly]), textarea, select:not([multiple]))";
  const ASKS = ["hx-put", "hx-post", "hx-delete", "aria-label"];
  let typed = [];

  const ticks = (field) => field.matches("[type=checkbox], [type=radio]");
  const drawn = (field) => {
    if (field.options) return ([...field.options].find((one) => one.defaultSelected) || field.options[0])?.value;
    return ticks(field) ? field.defaultChecked : field.defaultValue;
  };
  const says = (field) => (ticks(field) ? field.checked : field.value);

  // By what its form asks for, its name, and its place among those that are called so.
  const fields = () => {
    const found = new Map();
    for (const field of document.querySelectorAll(`#setting ${FIELDS}`)) {
      const called = [...ASKS.map((name) => field.form.getAttribute(name)), field.name, ticks(field) && field.value];
      let place = 0;
      while (found.has(JSON.stringify([...called, place]))) place += 1;
      found.set(JSON.stringify([...called, place]), field);
    }
    return found;
  };

  document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
    if (!tasks.some(({ target }) => target === "#setting" || target?.id === "setting")) return;
    const own = ctx.sourceElement?.closest?.("form");
    typed = [];
    for (const [called, field] of fields()) {
      const isRefused = field.form.querySelector("[aria-invalid=true]") !== null;
      if (field.form !== own && (isRefused || says(field) !== drawn(field))) typed.push({ called, isRefused, was: drawn(field), said: says(field) });
    }
  });

  document.addEventListener("htmx:after:swap", () => {
    const found = typed.length ? fields() : null;
    for (const { called, isRefused, was, said } of typed.splice(0)) {
      const field = found.get(called);
      if (!field || (!isRefused && drawn(field) !== was)) continue;
      field[ticks(field) ? "checked" : "value"] = said;
      field.closest("details")?.setAttribute("open", "");
    }
  });
}
