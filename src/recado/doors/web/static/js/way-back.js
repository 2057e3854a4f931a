// A way back that is none forward: what one came from is gone back to, and its place in the history is not taken twice.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-back]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const wanted = new URL(link.href);
  const earlier = window.navigation ? navigation.entries().slice(0, navigation.currentEntry.index).reverse() : [];
  const here = location.pathname + location.hash;
  // From a conversation what was found is a list, too.
  const lists = location.pathname.startsWith("/cases/") && !location.hash ? [wanted.pathname, "/search"] : [wanted.pathname];
  const leads = ({ url }) => lists.includes(new URL(url).pathname) && new URL(url).pathname + new URL(url).hash !== here;
  const between = earlier.findIndex((entry) => leads(entry) || !new URL(entry.url).pathname.startsWith("/cases/"));
  const found = earlier[between];
  if (found && leads(found)) navigation.traverseTo(found.key);
  else location.replace(wanted);
});
