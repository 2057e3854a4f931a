// A choice of one's own in a list of options is kept on the desk as soon as it is made.
document.addEventListener("change", ({ target }) => {
  if (target.matches?.("select[data-preference]")) recado.prefer(target.dataset.preference, JSON.parse(target.value));
  if (target.matches?.("textarea[data-preference]")) recado.prefer(target.dataset.preference, target.value.trim());
});
