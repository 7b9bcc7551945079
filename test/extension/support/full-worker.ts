import type { Client } from '../../../shared/api/client.ts';
import { givenKey, givenSession, givenTicket, givenWorker, today } from './givens.ts';
import { builtIn, givenPolicy } from './policies.ts';

export const laptop = givenKey('laptop');
export const robots = givenPolicy('Robots');
const made = { rev: 1, createdAt: today, changedAt: today, projectId: 'prj_default', enabled: true } as const;
const hook = {
  ...made,
  id: `whk_${'a'.repeat(22)}`,
  url: 'https://hooks.example',
  events: ['key.created' as const],
};
const webhook = { ...hook, disabledBecause: null, failingSince: null };
const own = {
  ...made,
  id: 'imgc-aaaaaaaaaaaaaaaa',
  title: 'Browserless',
  environment: 'browser' as const,
  url: 'https://x.example/mcp',
};
const noCredential = {
  transport: 'streamable-http' as const,
  credential: null,
  hasCredential: false,
  release: null,
};
const image = { ...own, ...noCredential, channel: 'latest' as const, note: '', health: null };
const rule = {
  ...made,
  id: `rul_${'a'.repeat(22)}`,
  pattern: 'https://x.example/*',
  image: 'linux_latest',
  keyId: null,
  format: null,
};

/** A Worker that has one of each thing. */
export function givenFullWorker(answers: Partial<Client>): Client {
  return {
    ...givenWorker(laptop),
    readKey: async () => laptop,
    listTickets: async () => ({ tickets: [givenTicket()] }),
    listPolicies: async () => ({ policies: [builtIn, robots], next: null }),
    listWebhooks: async () => ({ webhooks: [webhook] }),
    listImages: async () => ({
      images: [image, { ...image, id: 'linux_latest', title: 'Linux', projectId: null }],
    }),
    listSiteRules: async () => ({ siteRules: [{ ...rule, position: 1 }] as never }),
    listProjectSessions: async () => ({ sessions: [givenSession(laptop.id)], next: null }),
    listAudit: async () => ({ lines: [], next: null }),
    readPolicy: async () => robots,
    listPolicyVersions: async () => ({ versions: [], next: null }),
    ...answers,
  };
}
