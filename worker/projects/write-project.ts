import type { Input } from '../../shared/api/contract.ts';
import { defaultProjectId, type Project } from '../../shared/project/project.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import { recordWithAudit } from '../audit/record-with-audit.ts';
import type { By } from '../audit/entry.ts';
import { createProjectTable } from './project-table.ts';

/** A change of some fields; those left out stay as they are. */
export type ProjectEdit = Omit<Input<'editProject'>, 'id' | 'rev'>;

/** Makes a project. Refusal: `project_name_taken`. Rejects where D1 cannot be reached. */
export async function createProject(project: Project, by: By, env: Env): Promise<Result<Project>> {
  const insert = createProjectTable(env.RECORD).insert(project);
  return unlessTaken(record(insert, { before: null, after: project, by, env }));
}

/**
 * Changes a project; an edit that changes nothing is no change.
 *
 * Refusals: `project_not_found`, `revision_mismatch`, `project_builtin` (archiving the default one),
 * `project_name_taken`. Rejects where D1 cannot be reached.
 */
export async function editProject(
  { id, rev, edit }: { id: string; rev: number | undefined; edit: ProjectEdit },
  by: By,
  env: Env,
): Promise<Result<Project>> {
  const table = createProjectTable(env.RECORD);
  const before = await table.read(id);
  if (before === null) return refuse('project_not_found');
  if (rev !== undefined && rev !== before.rev)
    return refuse('revision_mismatch', { current_rev: before.rev });
  if (edit.archived === true && id === defaultProjectId) return refuse('project_builtin');
  const after = edited(before, edit, Date.now());
  if (JSON.stringify(written(after)) === JSON.stringify(written(before))) return ok(before);
  return unlessTaken(record(table.update(after), { before, after, by, env }));
}

function edited(before: Project, edit: ProjectEdit, now: number): Project {
  const archivedAt = edit.archived === true ? (before.archivedAt ?? now) : null;
  return {
    ...before,
    name: edit.name ?? before.name,
    disableExposedKeys: edit.disableExposedKeys ?? before.disableExposedKeys,
    secretsRecoverable: edit.secretsRecoverable ?? before.secretsRecoverable,
    membersReveal: edit.membersReveal ?? before.membersReveal,
    archivedAt: edit.archived === undefined ? before.archivedAt : archivedAt,
    rev: before.rev + 1,
    changedAt: now,
  };
}

interface Change {
  readonly before: Project | null;
  readonly after: Project;
  readonly by: By;
  readonly env: Env;
}

/** Writes the row and its line in the audit, both or neither. Refusal: `revision_mismatch`. */
async function record(
  row: D1PreparedStatement,
  { before, after, by, env }: Change,
): Promise<Result<Project>> {
  const entry = {
    ...by,
    opId: crypto.randomUUID(),
    subject: after.id,
    projectId: after.id,
    action: before === null ? 'project.create' : 'project.edit',
    outcome: 'done',
    rev: after.rev,
    at: after.changedAt,
    before: before && written(before),
    after: written(after),
  } as const;
  const [result] = await recordWithAudit(env, entry, [row]);
  return result?.meta.changes === 0 ? refuse('revision_mismatch') : ok(after);
}

function written({ name, disableExposedKeys, secretsRecoverable, membersReveal, archivedAt }: Project) {
  return { name, disableExposedKeys, secretsRecoverable, membersReveal, archivedAt };
}

/** D1 tells constraints only by message. */
async function unlessTaken(write: Promise<Result<Project>>): Promise<Result<Project>> {
  try {
    return await write;
  } catch (error) {
    if (String(error).includes('UNIQUE constraint failed: projects.name'))
      return refuse('project_name_taken');
    throw error;
  }
}
