import type { SiteGroup } from '../site-group.ts';

/** What people read who run Windows or build for it. */
export const windowsDocs: SiteGroup = {
  environment: 'windows',
  reason: 'windows_docs',
  sites: [
    { host: 'learn.microsoft.com', example: 'https://learn.microsoft.com/windows/win32' },
    { host: 'support.microsoft.com', example: 'https://support.microsoft.com/help' },
    { host: 'answers.microsoft.com', example: 'https://answers.microsoft.com/en-us/windows/forum' },
    { host: 'docs.microsoft.com', example: 'https://docs.microsoft.com/powershell' },
    { host: 'techcommunity.microsoft.com', example: 'https://techcommunity.microsoft.com/category/windows' },
    { host: 'apps.microsoft.com', example: 'https://apps.microsoft.com/detail/9' },
    { host: 'catalog.update.microsoft.com', example: 'https://catalog.update.microsoft.com/Search.aspx' },
    { host: 'windows.com', example: 'https://blogs.windows.com/windowsdeveloper' },
    { host: 'intune.microsoft.com', example: 'https://intune.microsoft.com/' },
    { host: 'windows365.microsoft.com', example: 'https://windows365.microsoft.com/' },
    { host: 'powershellgallery.com', example: 'https://www.powershellgallery.com/packages' },
    { host: 'chocolatey.org', example: 'https://community.chocolatey.org/packages' },
    { host: 'winget.run', example: 'https://winget.run/pkg' },
    { host: 'tenforums.com', example: 'https://www.tenforums.com/tutorials' },
    { host: 'elevenforum.com', example: 'https://www.elevenforum.com/t/7' },
    { host: 'autohotkey.com', example: 'https://www.autohotkey.com/docs' },
  ],
};
