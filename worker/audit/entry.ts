import type { auditOutcomes } from '../../shared/audit/audit.ts';

/** Who asked for something, and in which request. */
export interface By {
  /** `usr_…`: a person; `tok_…`: a script, by its console token; `reporter:…`, `gateway`, …: the system itself. */
  readonly actor: string;
  /** The paired device that the request was signed by; `null`: it came from none. */
  readonly device: string | null;
  readonly requestId: string;
}

/** One line of the audit: what was done to a subject. Never holds a secret. */
export interface AuditEntry extends By {
  /** Names the command or event, once: the same line cannot be written twice. */
  readonly opId: string;
  /** `key_…`, `pol_…`, `imgc-…`, `prj_…`: whose chain the line is in. */
  readonly subject: string;
  readonly projectId: string;
  /** Noun and verb: `key.disable`, `policy.update`. */
  readonly action: `${string}.${string}`;
  readonly outcome: (typeof auditOutcomes)[number];
  /** The subject's revision afterwards; `null` where nothing was to change. */
  readonly rev: number | null;
  /** Unix milliseconds. */
  readonly at: number;
  /** What a change replaced, and by what: only the fields that differ. */
  readonly before: object | null;
  readonly after: object | null;
}
