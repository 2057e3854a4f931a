// Keys of the whole desk, as the table of the page says them (the sheet behind ? shows the same one).
// Never while one types or a dialogue is open; letters count by their place where the layout is not Latin.
{
  const CODES = { BracketLeft: "[", BracketRight: "]", Slash: "/" };
  const WAITS = 2500;
  // What no conversation has to be open for: all else waits for one that is being opened.
  const ANYWHERE = new Set(["next", "previous", "open-next", "open-previous", "back", "next-part", "search", "sheet"]);
  const keymap = JSON.parse(document.getElementById("keymap")?.textContent || '{"keys": []}');
  const strip = document.getElementById("going");
  const choices = strip?.querySelector("template").content;
  let begun = "";
  let waiting = 0;

  // "j", "?", "Ctrl+k", "Ctrl+Shift+Enter"; empty for what is no stroke of ours.
  const stroke = (event) => {
    if (event.isComposing || event.key === "AltGraph" || event.key === "Control") return "";
    const control = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
    if (event.altKey && !event.getModifierState("AltGraph")) return "";
    let key = event.key;
    if (key.length === 1 && /[A-Za-z]/.test(key)) key = event.shiftKey && !control ? key.toUpperCase() : key.toLowerCase();
    else if (key === "Dead" || (key.length === 1 && key > "\u007e")) key = CODES[event.code] || (/^Key[A-Z]$/.test(event.code) && !event.shiftKey ? event.code[3].toLowerCase() : "");
    return key && `${control ? "Ctrl+" : ""}${control && event.shiftKey ? "Shift+" : ""}${key}`;
  };

  const floats = () => document.querySelector("dialog[open]") || document.activeElement?.closest(":popover-open");
  const shown = (selector) => [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());

  // While a second key is awaited, a strip says which there are.
  const wait = (first) => {
    begun = first;
    clearTimeout(waiting);
    strip?.replaceChildren(...(first ? [choices.cloneNode(true)] : []));
    strip?.toggleAttribute("hidden", !first);
    if (first) waiting = setTimeout(wait, WAITS, "");
  };

  const run = (key, event) => {
    if (key.to) location.assign(key.to);
    else if (ANYWHERE.has(key.act)) recado.acts[key.act](event);
    else recado.onceOpened(() => (key.press ? (shown(key.press) || document.querySelector(key.press))?.click() : recado.acts[key.act]?.()));
  };

  document.addEventListener("keydown", (event) => {
    const said = stroke(event);
    if (!said || event.defaultPrevented) return;
    const held = said.startsWith("Ctrl+") || said === "F6"; // what no text is written with
    if (event.repeat && !["j", "k"].includes(said)) return;
    if (!held && (!keymap.single || recado.isTyping(event.target))) return said === "Escape" && recado.acts.escape(event);
    if (floats() && !(held && said.endsWith("Enter"))) return;
    const strokes = begun ? [begun, said] : [said];
    const found = keymap.keys.find((key) => key.strokes.join(" ") === strokes.join(" "));
    const opens = !begun && keymap.keys.some((key) => key.strokes.length > 1 && key.strokes[0] === said);
    if (begun && !event.shiftKey) event.preventDefault();
    wait(opens ? said : "");
    if (said === "Escape") recado.acts.escape(event);
    if (!found && !opens) return;
    event.preventDefault();
    if (found) run(found, event);
  });

  document.getElementById("single-keys")?.addEventListener("change", ({ target }) => {
    keymap.single = target.checked;
    recado.prefer(target.dataset.preference, target.checked);
  });
}
