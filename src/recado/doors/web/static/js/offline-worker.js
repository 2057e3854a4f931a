// Where the browser lets us, a worker stands by for the moment without a connection; it makes the desk installable.
if ("serviceWorker" in navigator && isSecureContext) addEventListener("load", () => navigator.serviceWorker.register("/worker.js").catch(() => {}), { once: true });
