import { inCode, variable, type Format } from './format.ts';

export const langchainJs: Format = {
  id: 'langchain-js',
  title: 'LangChain (JS)',
  place: inCode,
  credential: 'none',
  write: ({ name, url }) => `import { MultiServerMCPClient } from '@langchain/mcp-adapters';

const client = new MultiServerMCPClient({
  mcpServers: {
    '${name}': {
      url: '${url}',
      headers: { Authorization: \`Bearer \${process.env.${variable}}\` },
    },
  },
});
`,
};
