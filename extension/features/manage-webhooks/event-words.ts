import { webhookEvents } from '../../../shared/webhook/event.ts';
import type { MessageKey, Translate } from '../../ui/messages.ts';

const words: Readonly<Record<(typeof webhookEvents)[number], MessageKey>> = {
  'key.created': 'event_key_created',
  'key.rotated': 'event_key_rotated',
  'key.disabled': 'event_key_disabled',
  'key.deleted': 'event_key_deleted',
  'key.expiring': 'event_key_expiring',
  'key.exposed': 'event_key_exposed',
  'key.unused': 'event_key_unused',
  'limit.hit': 'event_limit_hit',
};

/** `Key created`: what a webhook is told of. What there are no words for is told by its name. */
export function eventWords(event: string, t: Translate): string {
  const known = webhookEvents.find((each) => each === event);
  return known ? t(words[known]) : event;
}
