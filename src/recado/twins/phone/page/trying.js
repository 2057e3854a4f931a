// What phone and mail program do alike: try, say in passing what went wrong, and look again every second.
let leaving;

export function toast(words) {
  const shown = document.getElementById("toast");
  shown.textContent = words;
  shown.hidden = false;
  clearTimeout(leaving);
  leaving = setTimeout(() => { shown.hidden = true; }, 4000);
}

export async function act(deed, refresh) {
  try {
    await deed();
    await refresh();
  } catch (wrong) {
    toast(wrong.message);
  }
}

export async function watch(refresh, offline) {
  try {
    await refresh();
  } catch {
    toast(offline);
  }
  setTimeout(() => watch(refresh, offline), document.hidden ? 4000 : 900);
}
