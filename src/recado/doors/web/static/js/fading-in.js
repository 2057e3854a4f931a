// What arrives while one looks fades in; what is folded stays folded; what fails is said.
const KEPT = [["open", "details"], ["class", ".is-new, .is-sought"], ["tabindex", ":focus"]];
const ARRIVING = ".turn, .bubble, .event, .note, .stretch > li[id]";

new MutationObserver((changes) => {
  const gone = new Set(changes.flatMap((change) => [...change.removedNodes]));
  for (const node of changes.flatMap((change) => [...change.addedNodes])) {
    if (!(node instanceof Element) || gone.has(node) || !node.matches(ARRIVING) || node.closest(".is-filling")) continue;
    node.classList.add("is-new");
    node.addEventListener("animationend", () => node.classList.remove("is-new"), { once: true });
  }
}).observe(document.body, { childList: true, subtree: true });

htmx.registerExtension("kept-open", {
  htmx_before_morph_attr: (element, { attrName }) => !KEPT.some(([name, selector]) => attrName === name && element.matches(selector)),
});

document.addEventListener("htmx:error", ({ detail: { ctx } }) => ctx?.request?.method !== "GET" && recado.toast(recado.say("unsent")));
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status < 400 || ctx.text.includes("hx-partial")) return;
  event.preventDefault();
  if (ctx.request.method !== "GET") recado.toast(recado.say("refused"));
});
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response?.status < 400) document.getElementById(ctx.sourceElement.dataset.closes)?.close();
});
