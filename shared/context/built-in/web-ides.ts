import type { SiteGroup } from '../site-group.ts';

/** Editors that run in the tab. */
export const webIdes: SiteGroup = {
  environment: 'code',
  reason: 'web_ide',
  sites: [
    'github.dev https://github.dev/acme/shop',
    'vscode.dev vscode https://vscode.dev/github/acme/shop',
    'app.github.dev https://shop-7v9x.app.github.dev/',
    'github.com/codespaces https://github.com/codespaces/new',
    'stackblitz.com https://stackblitz.com/edit/shop',
    'bolt.new https://bolt.new/~/shop',
    'codesandbox.io https://codesandbox.io/p/sandbox/shop',
    'csb.app https://shop-7v9x.csb.app/',
    'replit.com https://replit.com/@acme/shop',
    'gitpod.io https://gitpod.io/workspaces',
    'ona.com https://app.ona.com/projects',
    'idx.google.com https://idx.google.com/shop',
    'studio.firebase.google.com https://studio.firebase.google.com/shop',
    'glitch.com https://glitch.com/edit/shop',
    'codepen.io https://codepen.io/acme/pen/shop',
    'jsfiddle.net https://jsfiddle.net/acme/shop',
    'colab.research.google.com https://colab.research.google.com/drive/shop',
    'kaggle.com/code https://www.kaggle.com/code/acme/shop',
    'lovable.dev https://lovable.dev/projects/shop',
    'v0.dev https://v0.dev/chat/shop',
    'v0.app https://v0.app/chat/shop',
    'coder.com https://coder.com/docs',
  ],
};
