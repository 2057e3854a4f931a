// A keyboard on the glass takes its part of the page: what is written stays above it where the browser does not see to it.
const seen = window.visualViewport;
seen?.addEventListener("resize", () => {
  const hidden = innerHeight - seen.height > 80 && seen.scale === 1;
  document.documentElement.style.setProperty("--seen", hidden ? `${Math.round(seen.height)}px` : "100dvh");
  if (hidden) scrollTo(0, 0);
});
