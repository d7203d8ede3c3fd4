/** Saves a file that the page has made. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  const url = URL.createObjectURL(content);
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken it by then; at once some have not.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
