import * as z from 'zod';

import { defineTool, type ImageTool } from '../tools/tool.ts';

const advice =
  'No Chromium was found on the machine that hosts Keyharbor, so this image has no browser to offer. Install ' +
  'one (Debian and Ubuntu: apt install chromium; macOS: install Google Chrome) or set CHROMIUM_BIN to the path ' +
  'of one, then start Keyharbor again.';

/** The one tool of an image whose browser is missing: says so, and how to install one. */
export const missingBrowserTool: ImageTool = defineTool({
  name: 'browser_unavailable',
  title: 'Browser unavailable',
  description: advice,
  input: z.object({}),
  annotations: { readOnlyHint: true, openWorldHint: false },
  call: async () => ({ isError: true, content: [{ type: 'text', text: advice }] }),
});
