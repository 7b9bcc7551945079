import type { SiteGroup } from '../site-group.ts';

/** App stores and what people read who build for phones. */
export const mobileDocs: SiteGroup = {
  environment: 'mobile',
  reason: 'mobile_docs',
  sites: [
    { host: 'developer.android.com', example: 'https://developer.android.com/studio' },
    { host: 'play.google.com', path: '/store', example: 'https://play.google.com/store/apps' },
    { host: 'play.google.com', path: '/console', example: 'https://play.google.com/console/developers' },
    { host: 'source.android.com', example: 'https://source.android.com/docs' },
    { host: 'developer.apple.com', example: 'https://developer.apple.com/documentation/swiftui' },
    { host: 'apps.apple.com', example: 'https://apps.apple.com/app/id1' },
    { host: 'appstoreconnect.apple.com', example: 'https://appstoreconnect.apple.com/apps' },
    { host: 'appgallery.huawei.com', example: 'https://appgallery.huawei.com/app/C1' },
    { host: 'developer.huawei.com', example: 'https://developer.huawei.com/consumer/cn/doc' },
    { host: 'galaxystore.samsung.com', example: 'https://galaxystore.samsung.com/apps' },
    { host: 'app.mi.com', example: 'https://app.mi.com/details' },
    { host: 'f-droid.org', example: 'https://f-droid.org/packages' },
    { host: 'reactnative.dev', example: 'https://reactnative.dev/docs/getting-started' },
    { host: 'flutter.dev', example: 'https://docs.flutter.dev/ui' },
    { host: 'pub.dev', example: 'https://pub.dev/packages/http' },
    { host: 'expo.dev', example: 'https://docs.expo.dev/versions/latest' },
    { host: 'ionicframework.com', example: 'https://ionicframework.com/docs' },
    { host: 'appium.io', example: 'https://appium.io/docs/en/latest' },
    { host: 'firebase.google.com', example: 'https://firebase.google.com/docs/app-distribution' },
  ],
};
