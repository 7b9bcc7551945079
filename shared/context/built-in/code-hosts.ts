import type { SiteGroup } from '../site-group.ts';

/** Places where repositories live. Self-hosted ones are known by their usual host names. */
export const codeHosts: SiteGroup = {
  environment: 'code',
  reason: 'code_host',
  sites: [
    'github.com https://github.com/acme/shop/pull/7',
    'gist.github.com https://gist.github.com/acme/7',
    'gitlab.com https://gitlab.com/acme/shop',
    'bitbucket.org https://bitbucket.org/acme/shop',
    'dev.azure.com https://dev.azure.com/acme/shop/_git/shop',
    'visualstudio.com https://acme.visualstudio.com/shop',
    'gitea.com https://gitea.com/acme/shop',
    'codeberg.org https://codeberg.org/acme/shop',
    'gitee.com https://gitee.com/acme/shop',
    'sr.ht https://git.sr.ht/~acme/shop',
    'gitcode.com https://gitcode.com/acme/shop',
    'huggingface.co https://huggingface.co/acme/shop',
    'sourceforge.net https://sourceforge.net/projects/shop',
    'launchpad.net https://code.launchpad.net/shop',
    'codeup.aliyun.com https://codeup.aliyun.com/acme/shop',
    'coding.net https://acme.coding.net/p/shop',
    'npmjs.com https://www.npmjs.com/package/preact',
    'pypi.org https://pypi.org/project/mcp/',
    'crates.io https://crates.io/crates/serde',
  ],
};
