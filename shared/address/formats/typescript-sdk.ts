import { inCode, variable, type Format } from './format.ts';

export const typescriptSdk: Format = {
  id: 'typescript-sdk',
  title: 'TypeScript SDK',
  place: inCode,
  credential: 'none',
  write: ({ url }) => `import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const client = new Client({ name: 'my-agent', version: '1.0.0' });
await client.connect(
  new StreamableHTTPClientTransport(new URL('${url}'), {
    requestInit: { headers: { Authorization: \`Bearer \${process.env.${variable}}\` } },
  }),
);
console.log(await client.listTools());
await client.close();
`,
};
