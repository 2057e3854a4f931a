// Another security has another usual port: it follows the choice, unless somebody wrote a port of his own.
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("select[data-ports]")) return;
  const ports = JSON.parse(target.dataset.ports);
  const port = target.form.elements[target.name.replace("_security", "_port")];
  if (!port.value || Object.values(ports).includes(Number(port.value))) port.value = ports[target.value];
});
