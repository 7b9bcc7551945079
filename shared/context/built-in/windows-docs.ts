import type { SiteGroup } from '../site-group.ts';

/** What people read who run Windows or build for it. */
export const windowsDocs: SiteGroup = {
  environment: 'windows',
  reason: 'windows_docs',
  sites: [
    'learn.microsoft.com https://learn.microsoft.com/windows/win32',
    'support.microsoft.com https://support.microsoft.com/help',
    'answers.microsoft.com https://answers.microsoft.com/en-us/windows/forum',
    'docs.microsoft.com https://docs.microsoft.com/powershell',
    'techcommunity.microsoft.com https://techcommunity.microsoft.com/category/windows',
    'apps.microsoft.com https://apps.microsoft.com/detail/9',
    'catalog.update.microsoft.com https://catalog.update.microsoft.com/Search.aspx',
    'windows.com https://blogs.windows.com/windowsdeveloper',
    'intune.microsoft.com https://intune.microsoft.com/',
    'windows365.microsoft.com https://windows365.microsoft.com/',
    'powershellgallery.com https://www.powershellgallery.com/packages',
    'chocolatey.org https://community.chocolatey.org/packages',
    'winget.run https://winget.run/pkg',
    'tenforums.com https://www.tenforums.com/tutorials',
    'elevenforum.com https://www.elevenforum.com/t/7',
    'autohotkey.com https://www.autohotkey.com/docs',
  ],
};
