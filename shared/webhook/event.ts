/** What a webhook can be told. Names are public: added, never renamed. */
export const webhookEvents = [
  'key.created',
  'key.rotated',
  'key.disabled',
  'key.deleted',
  /** Seven days and one day before it does. */
  'key.expiring',
  /** Its value was seen where it must not be. */
  'key.exposed',
  /** Not used for 90 days. */
  'key.unused',
  /** Calls were refused for one of the key's limits; told once an hour and limit. */
  'limit.hit',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];
