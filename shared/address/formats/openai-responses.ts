import { inCode, pretty, type Format } from './format.ts';

/** A tool of the Responses API. */
export const openaiResponses: Format = {
  id: 'openai-responses',
  title: 'OpenAI Responses',
  place: inCode,
  credential: 'secret',
  write: ({ name, url, secret }) =>
    pretty({
      type: 'mcp',
      server_label: name,
      server_url: url,
      authorization: secret,
      require_approval: 'always',
    }),
};
