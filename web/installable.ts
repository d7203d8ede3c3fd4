/** Makes the page one that a browser can install. */

/** Browsers offer workers to addresses they trust: this machine, and HTTPS. Without one the page is the same. */
export function installable(): void {
  if (!('serviceWorker' in navigator) || !isSecureContext) return;
  navigator.serviceWorker.register(new URL('worker.js', document.baseURI)).catch(() => {
    // Not allowed by the browser's settings.
  });
}
