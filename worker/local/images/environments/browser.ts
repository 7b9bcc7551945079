import type { LocalImage } from '../local-image.ts';
import type { ImageTool } from '../tools/tool.ts';

/** A Chromium without a window, driven by Playwright's tools. */
export function browserImage(tools: readonly ImageTool[]): LocalImage {
  return {
    id: 'browser_latest',
    title: 'Browser (Chromium on this machine)',
    instructions:
      'A Chromium without a window on the machine that hosts Keyharbor, driven by the tools of Playwright. Every ' +
      'session has a browser of its own, started at its first call; cookies and files are gone when it ends.',
    home: '.',
    tools,
  };
}
