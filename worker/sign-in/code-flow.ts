import * as oauth from 'oauth4webapi';

import type { FlowSecrets } from './flow.ts';

/** Us, as a client of a provider. */
export interface CodeClient {
  readonly server: oauth.AuthorizationServer;
  readonly clientId: string;
  /** How the deployment proves that it is the client. */
  readonly proof: oauth.ClientAuth;
  readonly redirectUri: string;
  readonly options: oauth.TokenEndpointRequestOptions;
}

/** Where the browser is to go to come back with a code (RFC 6749 section 4.1, RFC 7636). */
export async function authorizationUrl(
  { server, clientId, redirectUri }: Pick<CodeClient, 'server' | 'clientId' | 'redirectUri'>,
  { state, verifier }: FlowSecrets,
  more: Readonly<Record<string, string>>,
): Promise<URL> {
  const url = new URL(server.authorization_endpoint ?? '');
  const parameters = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

/**
 * The tokens for the code that came back. Rejects where the answer is not for this attempt (`state`), not from this
 * provider (`iss`, RFC 9207), a refusal, or no such tokens.
 */
export async function exchangeCode(
  { server, clientId, proof, redirectUri, options }: CodeClient,
  parameters: URLSearchParams,
  { state, verifier }: FlowSecrets,
  expected: oauth.ProcessAuthorizationCodeResponseOptions = {},
): Promise<oauth.TokenEndpointResponse> {
  const client = { client_id: clientId };
  const checked = oauth.validateAuthResponse(server, client, parameters, state);
  const exchanged = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    proof,
    checked,
    redirectUri,
    verifier,
    options,
  );
  return oauth.processAuthorizationCodeResponse(server, client, exchanged, expected);
}
