/** Calls `run` every so many milliseconds while the page can be seen; the answer ends it. */
export function repeatWhileVisible(milliseconds: number, run: () => void): () => void {
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') run();
  }, milliseconds);
  return () => clearInterval(timer);
}
