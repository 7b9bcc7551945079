import { browserTools } from '../browser/browser-tools.ts';
import { findChromium } from '../browser/find-chromium.ts';
import { missingBrowserTool } from '../browser/missing-browser.ts';
import { openPlaywright, type PlaywrightOptions } from '../browser/open-playwright.ts';
import type { LocalImage } from '../local-image.ts';
import type { ImageTool } from '../tools/tool.ts';
import { browserImage } from './browser.ts';
import { codeImage } from './code.ts';
import { findPython } from '../process/find-python.ts';
import { linuxImage } from './linux.ts';
import { mobileImage } from './mobile.ts';
import { windowsImage } from './windows.ts';

/**
 * The five default images, fitted to what this machine has: Python and a browser are looked for, once.
 *
 * `chromiumBin` is the value of `CHROMIUM_BIN`; for the folders see `PlaywrightOptions`.
 */
export async function createImages({ folder, temporary, chromiumBin }: ImagesOptions): Promise<LocalImage[]> {
  const chromium = await findChromium(chromiumBin);
  const [hasPython, web] = await Promise.all([
    findPython(folder),
    chromium === null ? noWebTools : createWebTools({ chromium, folder, temporary }),
  ]);
  return [
    windowsImage,
    linuxImage,
    browserImage(web.desktop),
    codeImage({ hasPython }),
    mobileImage(web.mobile),
  ];
}

export interface ImagesOptions extends Pick<PlaywrightOptions, 'folder' | 'temporary'> {
  readonly chromiumBin: string | undefined;
}

interface WebTools {
  readonly desktop: readonly ImageTool[];
  readonly mobile: readonly ImageTool[];
}

const noWebTools: WebTools = { desktop: [missingBrowserTool], mobile: [missingBrowserTool] };

async function createWebTools(options: Omit<PlaywrightOptions, 'mobile'>): Promise<WebTools> {
  // Listing the tools starts no browser yet, and they are the same for both.
  const playwright = await openPlaywright({ ...options, mobile: false });
  const { tools } = await playwright.listTools();
  await playwright.close();
  return {
    desktop: browserTools(tools, (folder) => openPlaywright({ ...options, folder, mobile: false })),
    mobile: browserTools(tools, (folder) => openPlaywright({ ...options, folder, mobile: true })),
  };
}
