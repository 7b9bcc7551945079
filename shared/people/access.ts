import type { OperationName } from '../api/contract.ts';
import type { Action } from './roles.ts';

/**
 * Where an operation acts: in the `deployment` itself, in the `project` of its input, in the project of the thing that
 * its `id` names, or `anywhere` one may do it: then the handler sees to it that nothing of elsewhere shows. `oneself` is
 * about whoever asks, `bootstrap` is for the bootstrap token alone, `proof` for whoever shows a key of their own.
 */
export type Place = 'deployment' | 'project' | 'anywhere' | 'oneself' | 'bootstrap' | 'proof' | Noun;
export const nouns = ['key', 'policy', 'image', 'webhook', 'site_rule', 'session', 'named_project'] as const;
export type Noun = (typeof nouns)[number];

export interface Access {
  readonly action: Action;
  readonly at: Place;
}

/**
 * What one has to be allowed to do for each operation. An operation that is missing here does not compile.
 *
 * Apart from the operations themselves, since the popup carries some of those and has no use for this.
 */
export const access: Readonly<Record<OperationName, Access>> = {
  setUp: { action: 'deployment.set_up', at: 'bootstrap' },
  readMe: { action: 'me.read', at: 'oneself' },
  listPeople: { action: 'people.read', at: 'deployment' },
  readPerson: { action: 'people.read', at: 'deployment' },
  editPerson: { action: 'people.write', at: 'deployment' },
  removePerson: { action: 'people.write', at: 'deployment' },

  invitePerson: { action: 'people.write', at: 'deployment' },
  listInvitations: { action: 'people.read', at: 'deployment' },
  revokeInvitation: { action: 'people.revoke', at: 'deployment' },

  listTokens: { action: 'tokens.read', at: 'oneself' },
  createToken: { action: 'tokens.write', at: 'oneself' },
  renewToken: { action: 'tokens.write', at: 'oneself' }, // One's own, or anybody's for who may change people's.
  revokeToken: { action: 'tokens.revoke', at: 'oneself' },

  startPairing: { action: 'devices.write', at: 'proof' },
  renewAccess: { action: 'devices.write', at: 'proof' },
  approvePairing: { action: 'devices.approve', at: 'oneself' },
  listDevices: { action: 'devices.read', at: 'oneself' }, // And those of everybody for who may see people's.
  renameDevice: { action: 'devices.write', at: 'oneself' },
  revokeDevice: { action: 'devices.write', at: 'oneself' },

  listPageSessions: { action: 'devices.read', at: 'oneself' }, // A browser is a browser, paired or signed in.
  endPageSession: { action: 'devices.write', at: 'oneself' },

  readDeployment: { action: 'deployment.read', at: 'anywhere' },
  listJobs: { action: 'jobs.read', at: 'deployment' },
  exportDeployment: { action: 'deployment.export', at: 'deployment' },
  restoreDeployment: { action: 'deployment.restore', at: 'deployment' },
  reconcileRecord: { action: 'deployment.restore', at: 'deployment' },

  listProjects: { action: 'projects.read', at: 'anywhere' },
  createProject: { action: 'projects.write', at: 'deployment' },
  readProject: { action: 'projects.read', at: 'named_project' },
  editProject: { action: 'projects.write', at: 'named_project' },

  listKeys: { action: 'keys.read', at: 'project' },
  createKey: { action: 'keys.create', at: 'project' },
  readKey: { action: 'keys.read', at: 'key' },
  readAddress: { action: 'keys.read', at: 'key' },
  testKey: { action: 'keys.read', at: 'key' },
  editKey: { action: 'keys.edit', at: 'key' },
  assignPolicy: { action: 'keys.edit', at: 'key' },
  revealKey: { action: 'keys.reveal', at: 'key' },
  enableKey: { action: 'keys.enable', at: 'key' },
  disableKey: { action: 'keys.enable', at: 'key' },
  rotateKey: { action: 'keys.rotate', at: 'key' },
  cutPreviousValue: { action: 'keys.rotate', at: 'key' },
  deleteKey: { action: 'keys.delete', at: 'key' },
  previewBulk: { action: 'keys.read', at: 'project' },
  runBulk: { action: 'keys.read', at: 'project' }, // And what its command takes, key by key.

  verifyKey: { action: 'keys.read', at: 'anywhere' },
  findCredential: { action: 'keys.read', at: 'anywhere' },
  reportLeaks: { action: 'keys.report', at: 'anywhere' },

  listTickets: { action: 'tickets.read', at: 'key' },
  createTicket: { action: 'tickets.create', at: 'key' },
  renameTicket: { action: 'tickets.edit', at: 'key' },
  revealTicket: { action: 'tickets.reveal', at: 'key' },
  revokeTicket: { action: 'tickets.revoke', at: 'key' },

  listPolicies: { action: 'policies.read', at: 'project' },
  createPolicy: { action: 'policies.write', at: 'project' },
  tryPolicy: { action: 'policies.read', at: 'anywhere' },
  readPolicy: { action: 'policies.read', at: 'policy' },
  readPolicyDiff: { action: 'policies.read', at: 'policy' },
  listPolicyVersions: { action: 'policies.read', at: 'policy' },
  editPolicy: { action: 'policies.write', at: 'policy' },
  restorePolicy: { action: 'policies.write', at: 'policy' },
  deletePolicy: { action: 'policies.write', at: 'policy' },

  listImages: { action: 'images.read', at: 'project' },
  createImage: { action: 'images.write', at: 'project' },
  createAgentBayImages: { action: 'images.write', at: 'project' },
  readImage: { action: 'images.read', at: 'image' },
  editImage: { action: 'images.write', at: 'image' },
  enableImage: { action: 'images.write', at: 'image' },
  disableImage: { action: 'images.write', at: 'image' },
  deleteImage: { action: 'images.write', at: 'image' },
  checkImage: { action: 'images.write', at: 'image' },

  listProjectSessions: { action: 'sessions.read', at: 'project' },
  listSessions: { action: 'sessions.read', at: 'key' },
  readSession: { action: 'sessions.read', at: 'session' },
  touchSession: { action: 'sessions.touch', at: 'session' },
  endSession: { action: 'sessions.end', at: 'session' },
  endAllSessions: { action: 'sessions.end', at: 'key' },

  listSiteRules: { action: 'rules.read', at: 'project' },
  createSiteRule: { action: 'rules.write', at: 'project' },
  editSiteRule: { action: 'rules.write', at: 'site_rule' },
  deleteSiteRule: { action: 'rules.write', at: 'site_rule' },

  listWebhooks: { action: 'webhooks.read', at: 'project' },
  createWebhook: { action: 'webhooks.write', at: 'project' },
  readWebhook: { action: 'webhooks.read', at: 'webhook' },
  listDeliveries: { action: 'webhooks.read', at: 'webhook' },
  editWebhook: { action: 'webhooks.write', at: 'webhook' },
  deleteWebhook: { action: 'webhooks.write', at: 'webhook' },
  rotateWebhookSecret: { action: 'webhooks.write', at: 'webhook' },
  testWebhook: { action: 'webhooks.write', at: 'webhook' },
  replayDelivery: { action: 'webhooks.write', at: 'webhook' },
  replayFailed: { action: 'webhooks.write', at: 'webhook' },

  readUsage: { action: 'usage.read', at: 'project' },
  listAudit: { action: 'audit.read', at: 'anywhere' },
  readAuditExport: { action: 'audit.read', at: 'anywhere' },
  readAuditCheck: { action: 'audit.read', at: 'deployment' },
  listAuditAnchors: { action: 'audit.read', at: 'deployment' },
  readAnchorCheck: { action: 'audit.read', at: 'deployment' },
};
