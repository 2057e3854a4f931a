// What a page says, in the browser's language: words in, `say` out; what stands in the page is filled.
export function speaking(words) {
  const language = navigator.languages.map((one) => one.slice(0, 2)).find((one) => words[one]) || "en";
  const locale = navigator.languages.find((one) => one.slice(0, 2) === language) || language;
  const say = (key) => words[language][key] ?? key;
  document.documentElement.lang = language;
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const name of ["placeholder", "title"]) {
    for (const one of document.querySelectorAll(`[data-${name}]`)) {
      one[name] = say(one.dataset[name]);
      one.setAttribute("aria-label", one[name]);
    }
  }
  return { language, locale, say };
}
