import type { SiteGroup } from '../site-group.ts';

/** Places where repositories live. Self-hosted ones are known by their usual host names. */
export const codeHosts: SiteGroup = {
  environment: 'code',
  reason: 'code_host',
  sites: [
    { host: 'github.com', example: 'https://github.com/acme/shop/pull/7' },
    { host: 'gist.github.com', example: 'https://gist.github.com/acme/7' },
    { host: 'gitlab.com', example: 'https://gitlab.com/acme/shop' },
    { host: 'bitbucket.org', example: 'https://bitbucket.org/acme/shop' },
    { host: 'dev.azure.com', example: 'https://dev.azure.com/acme/shop/_git/shop' },
    { host: 'visualstudio.com', example: 'https://acme.visualstudio.com/shop' },
    { host: 'gitea.com', example: 'https://gitea.com/acme/shop' },
    { host: 'codeberg.org', example: 'https://codeberg.org/acme/shop' },
    { host: 'gitee.com', example: 'https://gitee.com/acme/shop' },
    { host: 'sr.ht', example: 'https://git.sr.ht/~acme/shop' },
    { host: 'gitcode.com', example: 'https://gitcode.com/acme/shop' },
    { host: 'huggingface.co', example: 'https://huggingface.co/acme/shop' },
    { host: 'sourceforge.net', example: 'https://sourceforge.net/projects/shop' },
    { host: 'launchpad.net', example: 'https://code.launchpad.net/shop' },
    { host: 'codeup.aliyun.com', example: 'https://codeup.aliyun.com/acme/shop' },
    { host: 'coding.net', example: 'https://acme.coding.net/p/shop' },
    { host: 'npmjs.com', example: 'https://www.npmjs.com/package/preact' },
    { host: 'pypi.org', example: 'https://pypi.org/project/mcp/' },
    { host: 'crates.io', example: 'https://crates.io/crates/serde' },
  ],
};
