import { inCode, variable, type Format } from './format.ts';

export const pythonSdk: Format = {
  id: 'python-sdk',
  title: 'Python SDK',
  place: inCode,
  credential: 'none',
  write: ({ url }) => `import asyncio
import os

from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client


async def main():
    headers = {"Authorization": f"Bearer {os.environ['${variable}']}"}
    async with streamablehttp_client("${url}", headers=headers) as streams:
        async with ClientSession(streams[0], streams[1]) as session:
            await session.initialize()
            print(await session.list_tools())


asyncio.run(main())
`,
};
