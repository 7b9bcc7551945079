import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import { access } from '../../../shared/people/access.ts';
import { everyProject, type Grant } from '../../../shared/people/grant.ts';
import { may } from '../../../shared/people/roles.ts';
import { defaultProjectId } from '../../../shared/project/project.ts';
import type { Rights } from '../../ui/rights.tsx';

/** What whoever is here may do, by the tables that the Worker refuses by. */
export function createOwnRights(client: Pick<Client, 'readMe' | 'readProject'>) {
  const grants = signal<readonly Grant[] | null>(null);
  const membersReveal = signal(false);

  const rights: Rights = (operation, project = defaultProjectId) => {
    if (grants.value === null) return true; // Not known yet, or not to be had: the Worker will say.
    const { action, at } = access[operation];
    if (at === 'oneself') return true;
    const where = at === 'deployment' ? everyProject : (project ?? everyProject);
    return may(grants.value, action, where, { membersReveal: membersReveal.value });
  };

  return {
    rights,
    /** Reads the roles; what they are, `null` where they cannot be had. Never rejects. */
    async read(): Promise<readonly Grant[] | null> {
      const me = await client.readMe({}).catch(() => null);
      if (me?.grants.some(({ role }) => role === 'member')) {
        const project = await client.readProject({ id: defaultProjectId }).catch(() => null);
        membersReveal.value = project?.membersReveal ?? false;
      }
      grants.value = me?.grants ?? grants.value;
      return grants.value;
    },
  };
}
