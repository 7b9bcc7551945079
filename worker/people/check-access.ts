import type { OperationName } from '../../shared/api/contract.ts';
import { access, type Access } from '../../shared/people/access.ts';
import { everyProject } from '../../shared/people/grant.ts';
import { freshActions, freshMs, grantsIn, may, type Action } from '../../shared/people/roles.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { log } from '../log.ts';
import { findProject } from '../projects/find-project.ts';
import { findPlace, isNoun, notFound } from './find-place.ts';
import type { Principal } from './principal.ts';

/**
 * Throws unless whoever asks may do the operation where `input` says: the one place where that is decided.
 *
 * What lies in a project that they have no part in is told as what does not exist. `permission_denied`: they may see
 * it, but not do this. `reauth_required`: their sign-in is too long ago.
 */
export async function checkAccess(name: OperationName, input: object, context: Context): Promise<void> {
  const { action, at } = access[name];
  const { principal } = context;
  if (at === 'proof') return; // Its handler looks at the key.
  if ((at === 'bootstrap') !== (principal.kind === 'bootstrap')) throw denied(action, context);
  if (at === 'oneself' || at === 'bootstrap') return checkScope(action, context);
  const where = may(principal.grants, action, everyProject)
    ? everyProject
    : await placeOf(access[name], input, context);
  await checkAction(action, where, context);
}

/** Throws unless whoever asks may do `action` in `where`, which they may see; `null`: in any project. */
export async function checkAction(action: Action, where: string | null, context: Context): Promise<void> {
  if (!(await isAllowed(action, where, context))) throw denied(action, context);
  checkScope(action, context);
}

/** What a token is for, and how fresh a sign-in has to be. */
function checkScope(action: Action, context: Context): void {
  const { actions } = context.principal;
  const isInScope = actions === null || action === 'me.read' || actions.includes(action);
  if (!isInScope) throw denied(action, context);
  if (freshActions.has(action)) checkFresh(context);
}

function denied(action: Action, { requestId }: Context): Problem {
  log({ event: 'permission_denied', requestId, code: action });
  return new Problem('permission_denied', { detail: { action } });
}

/** As `checkAction`, for an operation that may be about a project, and would be about all of them where none is named. */
export async function checkProject(action: Action, project: string, context: Context): Promise<void> {
  await checkAction(action, seen(project, 'project_not_found', context), context);
}

/** The projects where the action is allowed, for lists across them; `null`: every one. */
export function reachOf({ grants, actions }: Principal, action: Action): readonly string[] | null {
  if (actions !== null && !actions.includes(action)) return [];
  const places = grants.filter((grant) => may([grant], action, grant.project)).map(({ project }) => project);
  return places.includes(everyProject) ? null : places;
}

/** Whether the action is allowed in every project, and on what is of no project. */
export function reachesAll(principal: Principal, action: Action): boolean {
  return reachOf(principal, action) === null;
}

/** Whether the action is allowed in `project`, for what turns out on the way to be in it. */
export function reaches(principal: Principal, action: Action, project: string): boolean {
  return reachOf(principal, action)?.includes(project) ?? true;
}

/** Where the operation acts; `null`: in any project. Throws what says that the thing is not there. */
async function placeOf({ action, at }: Access, input: object, context: Context): Promise<string | null> {
  if (at === 'deployment') return everyProject;
  if (at === 'anywhere') return null;
  const { id = '', project = '' }: { id?: string; project?: string } = input;
  if (!isNoun(at)) return seen(project, 'project_not_found', context);
  const place = await findPlace(at, id, context.env);
  if (!place.ok) throw new Problem(place.code);
  // What belongs to all projects is seen in each of them, and changed by those of all alone.
  if (place.value === null) return action.endsWith('.read') ? null : everyProject;
  return seen(place.value, notFound[at], context);
}

function seen(project: string, code: ErrorCode, { principal }: Context): string {
  if (grantsIn(principal.grants, project).length === 0) throw new Problem(code);
  return project;
}

async function isAllowed(
  action: Action,
  where: string | null,
  { principal, env }: Context,
): Promise<boolean> {
  const { grants } = principal;
  if (where === null) return mayAnywhere(principal, action);
  if (may(grants, action, where)) return true;
  if (where === everyProject || !may(grants, action, where, { membersReveal: true })) return false;
  return (await findProject(where, env)).membersReveal;
}

function mayAnywhere({ grants }: Principal, action: Action): boolean {
  return grants.some((grant) => may([grant], action, grant.project));
}

function checkFresh({ principal, env }: Context): void {
  const { kind, device } = principal;
  if (kind !== 'device') return; // What a token is for was said when it was made, by a fresh sign-in.
  if (freshUntil(principal) !== null) return;
  throw new Problem('reauth_required', { detail: { confirm: `${env.GATEWAY}/confirm/${device}` } });
}

/** Until when what needs a fresh sign-in can be done, in Unix milliseconds; `null`: not now. */
export function freshUntil({ signedInAt }: Principal): number | null {
  return signedInAt !== null && Date.now() - signedInAt <= freshMs ? signedInAt + freshMs : null;
}
