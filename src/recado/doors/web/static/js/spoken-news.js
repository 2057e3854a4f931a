// What a customer writes while the conversation is open is read out, politely; what one does oneself is not.
new MutationObserver((changes) => {
  const said = new Set();
  for (const { addedNodes } of changes) for (const node of addedNodes) {
    if (!(node instanceof Element) || !node.closest("#latest") || !node.matches(".turn, .bubble")) continue;
    if (node.closest(".turn.is-house")) continue;
    for (const bubble of node.matches(".bubble") ? [node] : node.querySelectorAll(".bubble")) said.add(bubble);
  }
  const whom = document.getElementById("flow")?.dataset.whom || "";
  const words = [...said].filter((bubble) => bubble.isConnected).map((bubble) => (bubble.querySelector(".words") || bubble).textContent.trim().replace(/\s+/g, " "));
  if (words.length) recado.announce(`${whom}: ${words.join(". ").slice(0, 400)}`);
}).observe(document.body, { childList: true, subtree: true });
