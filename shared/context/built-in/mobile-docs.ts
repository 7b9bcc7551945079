import type { SiteGroup } from '../site-group.ts';

/** App stores and what people read who build for phones. */
export const mobileDocs: SiteGroup = {
  environment: 'mobile',
  reason: 'mobile_docs',
  sites: [
    'developer.android.com https://developer.android.com/studio',
    'play.google.com/store https://play.google.com/store/apps',
    'play.google.com/console https://play.google.com/console/developers',
    'source.android.com https://source.android.com/docs',
    'developer.apple.com https://developer.apple.com/documentation/swiftui',
    'apps.apple.com https://apps.apple.com/app/id1',
    'appstoreconnect.apple.com https://appstoreconnect.apple.com/apps',
    'appgallery.huawei.com https://appgallery.huawei.com/app/C1',
    'developer.huawei.com https://developer.huawei.com/consumer/cn/doc',
    'galaxystore.samsung.com https://galaxystore.samsung.com/apps',
    'app.mi.com https://app.mi.com/details',
    'f-droid.org https://f-droid.org/packages',
    'reactnative.dev https://reactnative.dev/docs/getting-started',
    'flutter.dev https://docs.flutter.dev/ui',
    'pub.dev https://pub.dev/packages/http',
    'expo.dev https://docs.expo.dev/versions/latest',
    'ionicframework.com https://ionicframework.com/docs',
    'appium.io https://appium.io/docs/en/latest',
    'firebase.google.com https://firebase.google.com/docs/app-distribution',
  ],
};
