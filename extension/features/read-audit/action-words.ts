import type { Translate } from '../../ui/messages.ts';

const things = [
  'key',
  'policy',
  'image',
  'webhook',
  'site_rule',
  'project',
  'ticket',
  'session',
  'person',
  'invitation',
  'device',
  'token',
  'deployment',
  'call',
  'tool',
  'pairing',
] as const;

const deeds = [
  'create',
  'edit',
  'delete',
  'enable',
  'disable',
  'drain',
  'reveal',
  'assign',
  'rotate',
  'cut_previous',
  'expose',
  'rename',
  'revoke',
  'export',
  'restore',
  'reconcile',
  'start',
  'stop',
  'end',
  'end_all',
  'release',
  'refuse',
  'change',
  'switch_off',
  'bootstrap',
  'link',
  'remove',
  'sign_in',
  'sign_out',
  'pair',
  'confirm',
  'deny',
  'renew',
] as const;

/** `Key disabled`: what was done. What there are no words for is told by its code. */
export function actionWords(action: string, t: Translate): string {
  const [noun, verb] = action.split('.');
  const [thing, deed] = [things.find((each) => each === noun), deeds.find((each) => each === verb)];
  return thing && deed ? t('didTo', t(`thing_${thing}`), t(`did_${deed}`)) : action;
}
