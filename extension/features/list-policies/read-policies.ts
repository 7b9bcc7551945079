import type { Client } from '../../../shared/api/client.ts';
import type { PolicyView } from '../../../shared/api/operations/policies.ts';
import { readPages } from '../../api/read-pages.ts';
import type { Translate } from '../../ui/messages.ts';

const mostPages = 10; // Of 100 policies: nobody chooses from more in one list.

/** The policies of the project, up to 1,000. Rejects with an `ApiError`. */
export async function readPolicies(client: Pick<Client, 'listPolicies'>): Promise<readonly PolicyView[]> {
  const pages = await readPages(client.listPolicies, mostPages);
  return pages.flatMap(({ policies }) => policies);
}

/** What a policy is called in the person's language. */
export function nameOfPolicy({ builtIn, name }: Pick<PolicyView, 'builtIn' | 'name'>, t: Translate): string {
  return builtIn ? t('policyBuiltIn') : name;
}
