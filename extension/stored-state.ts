import { connectionSchema } from './api/connection.ts';
import { choicesSchema } from '../shared/context/choices.ts';
import { projectCacheSchema } from './features/list-keys/project-cache.ts';
import { preferencesSchema } from './features/set-preferences/preferences.ts';
import { createStored } from './platform/stored.ts';

/** Everything that the extension keeps, and where. */
export const stored = {
  /** Memory: gone when the browser closes. */
  session: createStored('session', 'connection', connectionSchema),
  /** Disk: only when the person asks for it. */
  remembered: createStored('local', 'connection', connectionSchema),
  project: createStored('local', 'project', projectCacheSchema),
  choices: createStored('local', 'choices', choicesSchema),
  preferences: createStored('local', 'preferences', preferencesSchema),
};
