import type { Choices } from '../../../shared/context/choices.ts';
import type { Environment } from '../../../shared/image/image.ts';
import { formatById } from '../../../shared/address/formats/formats.ts';
import { isExpired } from '../../../shared/key/lifecycle.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import { carryCredential, type CarryClient } from '../../api/carry-credential.ts';
import type { Tab } from '../../platform/active-tab.ts';
import { writeSnippet } from '../choose-address/address-choice.ts';
import { createChoiceMemory } from '../choose-address/choice-memory.ts';
import { orderKeys } from '../list-keys/order-keys.ts';
import type { ProjectCache } from '../list-keys/project-cache.ts';
import { readProject, type ProjectClient } from '../list-keys/read-project.ts';

export type CopyHereOutcome = 'copied' | Failure;

export interface CopyHereDeps {
  readonly client: ProjectClient & CarryClient;
  readonly cache: Omit<ProjectCache, 'address'> | null;
  readonly choices: Choices;
  readonly now: () => number;
  readonly format: string | null;
  /** Never rejects. */
  readonly keepChoices: (choices: Choices) => Promise<void>;
  /** Whether the browser took it. Never rejects. */
  readonly writeClipboard: (text: string) => Promise<boolean>;
}

/**
 * Copies the address that the popup would offer first on this tab, without the popup. `wanted`: another environment
 * than the page suggests.
 *
 * Never rejects. Failures: `no_key` (none that works), `no_image`, `clipboard_denied`, and those of the API.
 */
export async function copyHere(
  tab: Tab,
  wanted: Environment | null,
  deps: CopyHereDeps,
): Promise<CopyHereOutcome> {
  try {
    return await copy(tab, wanted, deps);
  } catch (error) {
    return failureOf(error);
  }
}

async function copy(tab: Tab, wanted: Environment | null, deps: CopyHereDeps): Promise<CopyHereOutcome> {
  const { client, choices, format: usual, keepChoices, writeClipboard, now } = deps;
  const project = deps.cache ?? (await readProject(client));
  const { deployment, keys, siteRules } = project;
  const cache = { deployment, siteRules: [...siteRules] };
  const memory = createChoiceMemory({ tab, choices, cache, format: usual, keep: keepChoices });
  const environment = wanted ?? memory.environment;
  const images = deployment.images.filter((each) => each.environment === environment);
  const image = images.find(({ id }) => id === memory.image) ?? images[0];
  if (image === undefined) return 'no_image';
  const key = orderKeys(keys, memory.preferred(environment)).find(
    (each) => each.status === 'active' && !isExpired(each, now()),
  );
  if (key === undefined) return 'no_key';
  const format = formatById(memory.format);
  const carriage = { keyId: key.id, image: image.id, label: format.title, now: now() };
  const secret = await carryCredential(format.credential, carriage, client);
  const text = writeSnippet({ gateway: deployment.gateway, image, format }, secret);
  if (!(await writeClipboard(text))) return 'clipboard_denied';
  await memory.remember({ environment, image: memory.image, format: format.id, keyId: key.id });
  return 'copied';
}
