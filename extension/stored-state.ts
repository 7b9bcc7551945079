import { accessSchema } from './api/access.ts';
import { connectionSchema } from './api/connection.ts';
import { choicesSchema } from '../shared/context/choices.ts';
import { projectCacheSchema } from './features/list-keys/project-cache.ts';
import { waitingSchema } from './features/pair-browser/waiting.ts';
import { preferencesSchema } from './features/set-preferences/preferences.ts';
import { createStored } from './platform/stored.ts';

/** Everything that the extension keeps, and where. Its key is elsewhere: see `platform/device-key.ts`. */
export const stored = {
  connection: createStored('local', 'connection', connectionSchema),
  /** Memory: gone when the browser closes. */
  access: createStored('session', 'access', accessSchema),
  /** Memory, too. */
  waiting: createStored('session', 'pairing', waitingSchema),
  project: createStored('local', 'project', projectCacheSchema),
  choices: createStored('local', 'choices', choicesSchema),
  preferences: createStored('local', 'preferences', preferencesSchema),
};
