import type { Deployment } from '../choose-address/choose-address-model.ts';
import type { Preferences } from '../set-preferences/preferences.ts';

/** What helps to find out why something does not work. */
export interface Diagnostics {
  readonly version: string;
  readonly browser: string;
  readonly locale: string;
  /** Where the Worker is, without a path. */
  readonly address: string;
  readonly permissions: readonly string[];
  readonly preferences: Preferences;
  readonly deployment: Deployment | null;
  /** How many keys are listed. */
  readonly keys: number;
  readonly lastFailure: string | null;
}

/** All of it as text to paste into a report. Names of keys and projects stay out, and there is no secret to leave out. */
export function writeDiagnostics(found: Diagnostics): string {
  const { preferences: chosen, deployment } = found;
  const lines: readonly (readonly [string, string])[] = [
    ['Keyharbor', found.version],
    ['Browser', found.browser],
    ['Language', found.locale],
    ['Worker', found.address],
    ['Gateway', deployment?.gateway ?? 'not read'],
    ['Images', deployment?.images.map(({ id }) => id).join(', ') ?? 'not read'],
    ['Keys', String(found.keys)],
    ['Last failure', found.lastFailure ?? 'none'],
    ['Permissions', found.permissions.join(', ')],
    [
      'Settings',
      `${chosen.theme}, ${chosen.language}, ${chosen.format ?? 'last format'}, ${chosen.clearAfter} s`,
    ],
  ];
  return lines.map(([name, value]) => `${name}: ${value}`).join('\n');
}
