import { isObject } from '../mcp/member.ts';
import { isLookAlike, watched } from '../mcp/unambiguous.ts';
import type { Condition } from './condition.ts';
import { matches } from './pattern.ts';

/**
 * Whether an argument passes. `absent`: it was not sent. `unclear`: another program may read it otherwise than we do,
 * so that an allowing rule must not count on it and a denying one must not be evaded by it.
 */
export type Outcome = 'holds' | 'fails' | 'absent' | 'unclear';

/** Judges parsed arguments by one condition, in time linear in what is sent. */
export function judge(condition: Condition, args: unknown): Outcome {
  const found = follow(args, condition.pointer);
  if (found.outcome !== 'holds') return found.outcome;
  const { value } = found;
  switch (condition.test) {
    case 'equals':
      return judgeScalar([condition.value], value);
    case 'oneOf':
      return judgeScalar(condition.values, value);
    case 'matches':
      return judgeText(condition.pattern, value);
    case 'maxLength':
      return judgeLength(condition.length, value);
    default:
      return judgeUrl(condition.hosts, value);
  }
}

function judgeScalar(values: readonly unknown[], value: unknown): Outcome {
  // A list of one may be taken for the one.
  return typeof value === 'object' && value !== null ? 'unclear' : said(values.includes(value));
}

function said(isTrue: boolean): Outcome {
  return isTrue ? 'holds' : 'fails';
}

function follow(args: unknown, path: string): { outcome: Outcome; value: unknown } {
  let value = args;
  for (const step of path.slice(1).split('/')) {
    const name = step.replace(/~1/g, '/').replace(/~0/g, '~');
    if (Array.isArray(value)) {
      if (!/^(?:0|[1-9]\d{0,5})$/.test(name) || Number(name) >= value.length)
        return { outcome: 'absent', value };
      value = (value as unknown[])[Number(name)];
      continue;
    }
    if (!isObject(value)) return { outcome: 'unclear', value }; // Not the shape that the rule was written for.
    if (hasLookAlike(value, name)) return { outcome: 'unclear', value };
    if (!Object.hasOwn(value, name)) return { outcome: 'absent', value };
    value = value[name];
  }
  return { outcome: 'holds', value };
}

/** Some parsers take `PATH` for `path`, and the last of both wins (Go: CVE-2026-27896). */
function hasLookAlike(object: object, name: string): boolean {
  const own = watched([name]);
  return Object.keys(object).some((each) => isLookAlike(each, own));
}

function judgeText(pattern: string, value: unknown): Outcome {
  if (typeof value !== 'string') return 'unclear';
  if (pattern.includes('*') && climbs(value)) return 'unclear';
  return said(matches(pattern, value));
}

function judgeLength(most: number, value: unknown): Outcome {
  return typeof value === 'string' || Array.isArray(value) ? said(value.length <= most) : 'unclear';
}

/** `/home/x/../../etc` starts like `/home/*` and is not in it; a text cut at NUL is another text. */
function climbs(value: string): boolean {
  return /(?:^|[/\\])\.\.(?:[/\\]|$)|\0/.test(value);
}

function judgeUrl(hosts: readonly string[], value: unknown): Outcome {
  const name = typeof value === 'string' ? hostOf(value) : null;
  if (name === null) return 'unclear';
  return said(hosts.some((each) => (each.startsWith('*.') ? name.endsWith(each.slice(1)) : name === each)));
}

/**
 * The host that every URL parser finds in `value`; `null` where they could differ. White space, control characters
 * and backslashes are dropped or turned by some; user information hides the host from people and from sloppy code.
 */
function hostOf(value: string): string | null {
  const written = /^(?:https?|wss?|ftp):\/\/([^/?#]+)(?:[/?#]|$)/i.exec(value)?.[1] ?? null;
  if (written === null || /[@%]/.test(written) || /[\p{C}\p{Z}\\]/u.test(value) || !URL.canParse(value))
    return null;
  return new URL(value).hostname.replace(/\.$/, '');
}
