import type { SiteGroup } from '../site-group.ts';

/** Editors that run in the tab. */
export const webIdes: SiteGroup = {
  environment: 'code',
  reason: 'web_ide',
  sites: [
    { host: 'github.dev', example: 'https://github.dev/acme/shop' },
    { host: 'vscode.dev', format: 'vscode', example: 'https://vscode.dev/github/acme/shop' },
    { host: 'app.github.dev', example: 'https://shop-7v9x.app.github.dev/' },
    { host: 'github.com', path: '/codespaces', example: 'https://github.com/codespaces/new' },
    { host: 'stackblitz.com', example: 'https://stackblitz.com/edit/shop' },
    { host: 'bolt.new', example: 'https://bolt.new/~/shop' },
    { host: 'codesandbox.io', example: 'https://codesandbox.io/p/sandbox/shop' },
    { host: 'csb.app', example: 'https://shop-7v9x.csb.app/' },
    { host: 'replit.com', example: 'https://replit.com/@acme/shop' },
    { host: 'gitpod.io', example: 'https://gitpod.io/workspaces' },
    { host: 'ona.com', example: 'https://app.ona.com/projects' },
    { host: 'idx.google.com', example: 'https://idx.google.com/shop' },
    { host: 'studio.firebase.google.com', example: 'https://studio.firebase.google.com/shop' },
    { host: 'glitch.com', example: 'https://glitch.com/edit/shop' },
    { host: 'codepen.io', example: 'https://codepen.io/acme/pen/shop' },
    { host: 'jsfiddle.net', example: 'https://jsfiddle.net/acme/shop' },
    { host: 'colab.research.google.com', example: 'https://colab.research.google.com/drive/shop' },
    { host: 'kaggle.com', path: '/code', example: 'https://www.kaggle.com/code/acme/shop' },
    { host: 'lovable.dev', example: 'https://lovable.dev/projects/shop' },
    { host: 'v0.dev', example: 'https://v0.dev/chat/shop' },
    { host: 'v0.app', example: 'https://v0.app/chat/shop' },
    { host: 'coder.com', example: 'https://coder.com/docs' },
  ],
};
