import type { LocalImage } from '../local-image.ts';
import type { ImageTool } from '../tools/tool.ts';

/** The mobile web: the same Chromium with the viewport, user agent and touch of a phone. */
export function mobileImage(tools: readonly ImageTool[]): LocalImage {
  return {
    id: 'mobile_latest',
    title: 'Mobile web (Chromium on this machine)',
    instructions:
      'This is the mobile web, not a phone: a Chromium without a window that shows pages the way an Android phone ' +
      'does, with its viewport, user agent and touch. There are no apps, no calls and no sensors, until a real ' +
      'phone is configured as the upstream of this image. Every session has a browser of its own, started at its ' +
      'first call; cookies and files are gone when it ends.',
    home: '.',
    tools,
  };
}
