import type { OperationName } from '../../../shared/api/contract.ts';
import type { ErrorCode } from '../../../shared/errors.ts';

/** Roles by one letter each: owner, admin, operator (p), member, auditor (u). */
export const letters = { owner: 'o', admin: 'a', operator: 'p', member: 'm', auditor: 'u' } as const;

/**
 * Who may call each operation, written down by hand from what the roles are for: nothing here is read from the tables
 * that the Worker decides by.
 *
 * `missing`: what it is to whoever has no role in the project that it is about. `deployment`: a role in one project is
 * not enough. `anywhere`: one is enough, in whichever project. `everybody`: about oneself.
 */
export interface Expected {
  readonly who: string;
  readonly at: 'deployment' | 'anywhere' | 'everybody' | 'bootstrap' | { readonly missing: ErrorCode };
}

const groups: readonly (readonly [Expected['at'], Readonly<Record<string, readonly OperationName[]>>])[] = [
  [
    { missing: 'key_not_found' },
    {
      oapmu: ['readKey', 'readAddress', 'testKey', 'listTickets', 'listSessions'],
      oap: ['enableKey', 'disableKey', 'endAllSessions'],
      oam: ['createTicket', 'renameTicket', 'revealTicket', 'revokeTicket'],
      oa: ['editKey', 'assignPolicy', 'revealKey', 'rotateKey', 'cutPreviousValue', 'deleteKey'],
    },
  ],
  [{ missing: 'session_unknown' }, { oapmu: ['readSession'], oapm: ['touchSession'], oap: ['endSession'] }],
  [
    { missing: 'project_not_found' },
    {
      oapmu: [
        'readProject',
        'listKeys',
        'previewBulk',
        'listPolicies',
        'listImages',
        'listProjectSessions',
        'listSiteRules',
      ],
      oapu: ['listWebhooks', 'readUsage'],
      oap: ['runBulk'],
      oa: [
        'editProject',
        'createKey',
        'createPolicy',
        'createImage',
        'createAgentBayImages',
        'createSiteRule',
        'createWebhook',
      ],
    },
  ],
  [
    { missing: 'policy_not_found' },
    {
      oapmu: ['readPolicy', 'readPolicyDiff', 'listPolicyVersions'],
      oa: ['editPolicy', 'restorePolicy', 'deletePolicy'],
    },
  ],
  [
    { missing: 'image_not_found' },
    { oapmu: ['readImage'], oa: ['editImage', 'enableImage', 'disableImage', 'deleteImage', 'checkImage'] },
  ],
  [{ missing: 'site_rule_not_found' }, { oa: ['editSiteRule', 'deleteSiteRule'] }],
  [
    { missing: 'webhook_not_found' },
    {
      oapu: ['readWebhook', 'listDeliveries'],
      oa: [
        'editWebhook',
        'deleteWebhook',
        'rotateWebhookSecret',
        'testWebhook',
        'replayDelivery',
        'replayFailed',
      ],
    },
  ],
  [
    'anywhere',
    {
      oapmu: ['readDeployment', 'listProjects', 'verifyKey', 'findCredential', 'tryPolicy'],
      oapm: ['reportLeaks'],
      oapu: ['listAudit', 'readAuditExport'],
    },
  ],
  [
    'deployment',
    {
      oapu: [
        'listJobs',
        'listPeople',
        'readPerson',
        'listInvitations',
        'readAuditCheck',
        'listAuditAnchors',
        'readAnchorCheck',
      ],
      oa: ['createProject', 'editPerson', 'removePerson', 'invitePerson', 'revokeInvitation'],
      o: ['exportDeployment', 'restoreDeployment', 'reconcileRecord'],
    },
  ],
  [
    'everybody',
    {
      oapmu: [
        'readMe',
        'listTokens',
        'createToken',
        'renewToken',
        'revokeToken',
        'listDevices',
        'approvePairing',
        'renameDevice',
        'revokeDevice',
        'listPageSessions',
        'endPageSession',
      ],
    },
  ],
  ['bootstrap', { '': ['setUp'] }],
];

/** Of these a proof of a key is all that is asked for (test/worker/devices.test.ts). */
export const byProof: readonly OperationName[] = ['startPairing', 'renewAccess'];

export const expected: ReadonlyMap<OperationName, Expected> = new Map(
  groups.flatMap(([at, byRoles]) =>
    Object.entries(byRoles).flatMap(([who, names]) => names.map((name) => [name, { who, at }] as const)),
  ),
);

/** What is said of an operation; nobody may call one that is not known. */
export const rowOf = (name: OperationName): Expected => expected.get(name) ?? { who: '', at: 'deployment' };

/** What no console token is for, however it was made. */
export const neverByToken: readonly OperationName[] = [
  'exportDeployment',
  'restoreDeployment',
  'reconcileRecord',
  'editPerson',
  'removePerson',
  'invitePerson',
  'revokeInvitation',
  'createToken',
  'renewToken',
  'revokeToken',
  'approvePairing',
  'renameDevice',
  'revokeDevice',
  'endPageSession',
];

/** What needs a sign-in of the last 15 minutes. */
export const needsFreshSignIn: readonly OperationName[] = [
  'approvePairing',
  'deleteKey',
  'exportDeployment',
  'restoreDeployment',
  'reconcileRecord',
  'editPerson',
  'removePerson',
  'invitePerson',
  'createToken',
  'renewToken',
];
