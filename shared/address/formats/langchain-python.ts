import { inCode, variable, type Format } from './format.ts';

export const langchainPython: Format = {
  id: 'langchain-python',
  title: 'LangChain (Python)',
  place: inCode,
  credential: 'none',
  write: ({ name, url }) => `import os

from langchain_mcp_adapters.client import MultiServerMCPClient

client = MultiServerMCPClient(
    {
        "${name}": {
            "transport": "streamable_http",
            "url": "${url}",
            "headers": {"Authorization": f"Bearer {os.environ['${variable}']}"},
        }
    }
)
`,
};
