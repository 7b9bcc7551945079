import { inCode, variable, type Format } from './format.ts';

export const vercelAi: Format = {
  id: 'vercel-ai',
  title: 'Vercel AI SDK',
  place: inCode,
  credential: 'none',
  write: ({ url }) => `import { createMCPClient } from '@ai-sdk/mcp';

const client = await createMCPClient({
  transport: {
    type: 'http',
    url: '${url}',
    headers: { Authorization: \`Bearer \${process.env.${variable}}\` },
  },
});
`,
};
