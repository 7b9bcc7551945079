import { everyProject, type Grant, type Role } from './grant.ts';

/** Everything that can be done by the management API, as noun and verb. */
export const actions = [
  'me.read',
  'deployment.set_up',
  'deployment.read',
  'jobs.read',
  'deployment.export',
  'deployment.restore',
  'projects.read',
  'projects.write',
  'keys.read',
  'keys.create',
  'keys.edit',
  'keys.enable',
  'keys.reveal',
  'keys.rotate',
  'keys.delete',
  'keys.report',
  'tickets.read',
  'tickets.create',
  'tickets.edit',
  'tickets.reveal',
  'tickets.revoke',
  'policies.read',
  'policies.write',
  'images.read',
  'images.write',
  'sessions.read',
  'sessions.touch',
  'sessions.end',
  'rules.read',
  'rules.write',
  'webhooks.read',
  'webhooks.write',
  'usage.read',
  'audit.read',
  'people.read',
  'people.write',
  'people.revoke',
  'tokens.read',
  'tokens.write',
  'tokens.revoke',
  'devices.read',
  'devices.write',
  'devices.approve',
] as const;
export type Action = (typeof actions)[number];

/** What a member's project has to allow (`membersReveal`) beside the role. */
const byProject: readonly Action[] = ['keys.reveal'];

const readable = actions.filter((action) => action.endsWith('.read'));
/** Of the bootstrap token alone. */
const bootstrapAction: Action = 'deployment.set_up';
const ofOwners: readonly Action[] = [bootstrapAction, 'deployment.export', 'deployment.restore'];
const ofMembers = [
  'me.read',
  'deployment.read',
  'projects.read',
  'keys.read',
  'keys.report',
  'tickets.read',
  'tickets.create',
  'tickets.edit',
  'tickets.reveal',
  'tickets.revoke',
  'policies.read',
  'images.read',
  'sessions.read',
  'sessions.touch',
  'rules.read',
] as const satisfies readonly Action[];

/**
 * What each role may do. This table is the whole rule: the Worker refuses by it, and the console leaves out by it what one
 * may not do.
 */
const allowed: Readonly<Record<Role, ReadonlySet<Action>>> = {
  owner: new Set(actions.filter((action) => action !== bootstrapAction)),
  admin: new Set(actions.filter((action) => !ofOwners.includes(action))),
  operator: new Set([...readable, 'keys.enable', 'keys.report', 'sessions.touch', 'sessions.end']),
  member: new Set([...ofMembers, ...byProject]),
  auditor: new Set(readable),
};

/** What a device may do only while the person's sign-in is no older than `freshMs`: too much hangs on it. */
export const freshActions: ReadonlySet<Action> = new Set([
  'keys.delete',
  'deployment.export',
  'deployment.restore',
  'people.write',
  'tokens.write',
  'devices.approve',
]);
export const freshMs = 15 * 60_000;

/** What a console token can be made for: it is never to make people, tokens, or a whole deployment. */
const neverByToken = new Set<Action>([
  ...freshActions,
  bootstrapAction,
  'people.revoke',
  'tokens.revoke',
  'devices.write',
  'me.read',
]);
export const tokenActions: readonly Action[] = actions.filter(
  (action) => action === 'keys.delete' || !neverByToken.has(action),
);

/** Where somebody acts: a project (`prj_…`), or the deployment itself (`*`). */
export type Where = string;

/**
 * Whether somebody with `grants` may do `action` in `project`. `membersReveal`: the setting of that project, which a
 * member needs for `keys.reveal`.
 */
export function may(
  grants: readonly Grant[],
  action: Action,
  project: Where,
  { membersReveal = false }: { membersReveal?: boolean } = {},
): boolean {
  return grantsIn(grants, project).some(
    ({ role }) =>
      allowed[role].has(action) && (role !== 'member' || membersReveal || !byProject.includes(action)),
  );
}

/** The grants that hold in `project`. None: for whoever has them, it does not exist. */
export function grantsIn(grants: readonly Grant[], project: Where): readonly Grant[] {
  return grants.filter((grant) => grant.project === project || grant.project === everyProject);
}
