import * as v from 'valibot';

import { stopWith } from '../images/stop-with.ts';
import { serveProvider } from './serve-provider.ts';

const optionsSchema = v.object({
  issuer: v.pipe(v.string(), v.url()),
  clientId: v.string(),
  redirectUri: v.pipe(v.string(), v.url()),
  code: v.string(),
});

/**
 * The process of the OpenID provider, started with an IPC channel, by which it is told what it serves and says when it
 * listens. Ends on SIGTERM, SIGINT and when its parent is gone.
 */
const closeFirst = stopWith(process);
process.once('message', (message) => {
  void serveProvider({ ...v.parse(optionsSchema, message), clientSecret: null }).then(
    (served) => {
      closeFirst(() => served.close());
      process.send?.('listening');
    },
    () => process.exit(1),
  );
});
