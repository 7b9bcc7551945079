import type { SiteGroup } from '../site-group.ts';

/** Consoles and documentation of frameworks that agents are built with: their code runs tools. */
export const agents: SiteGroup = {
  environment: 'code',
  reason: 'agent_framework',
  sites: [
    {
      host: 'platform.openai.com',
      format: 'openai-responses',
      example: 'https://platform.openai.com/docs/guides/tools-connectors-mcp',
    },
    {
      host: 'platform.claude.com',
      format: 'typescript-sdk',
      example: 'https://platform.claude.com/docs/en/agents-and-tools',
    },
    {
      host: 'console.anthropic.com',
      format: 'typescript-sdk',
      example: 'https://console.anthropic.com/workbench',
    },
    { host: 'ai-sdk.dev', format: 'vercel-ai', example: 'https://ai-sdk.dev/docs/ai-sdk-core/mcp-tools' },
    { host: 'sdk.vercel.ai', format: 'vercel-ai', example: 'https://sdk.vercel.ai/docs' },
    { host: 'smith.langchain.com', format: 'langchain-python', example: 'https://smith.langchain.com/o/7' },
    { host: 'js.langchain.com', format: 'langchain-js', example: 'https://js.langchain.com/docs' },
    {
      host: 'langchain.com',
      format: 'langchain-python',
      example: 'https://docs.langchain.com/oss/python/langchain/mcp',
    },
    {
      host: 'langchain-ai.github.io',
      format: 'langchain-python',
      example: 'https://langchain-ai.github.io/langgraph',
    },
    { host: 'llamaindex.ai', format: 'python-sdk', example: 'https://developers.llamaindex.ai/python' },
    { host: 'crewai.com', format: 'python-sdk', example: 'https://docs.crewai.com/en/mcp/overview' },
    { host: 'ai.pydantic.dev', format: 'python-sdk', example: 'https://ai.pydantic.dev/mcp/client' },
    {
      host: 'google.github.io',
      path: '/adk-docs',
      format: 'python-sdk',
      example: 'https://google.github.io/adk-docs/tools/mcp-tools',
    },
    {
      host: 'microsoft.github.io',
      path: '/autogen',
      format: 'python-sdk',
      example: 'https://microsoft.github.io/autogen/stable',
    },
    { host: 'mastra.ai', format: 'typescript-sdk', example: 'https://mastra.ai/docs/tools-mcp/mcp-overview' },
    { host: 'n8n.io', example: 'https://app.n8n.cloud.n8n.io/workflow/7' },
    { host: 'flowiseai.com', format: 'mcp-servers', example: 'https://docs.flowiseai.com/tools' },
    { host: 'langflow.org', format: 'mcp-servers', example: 'https://docs.langflow.org/mcp-client' },
    { host: 'coze.com', example: 'https://www.coze.com/space/7' },
    { host: 'coze.cn', example: 'https://www.coze.cn/space/7' },
    {
      host: 'bailian.console.aliyun.com',
      format: 'mcp-servers',
      example: 'https://bailian.console.aliyun.com/',
    },
    {
      host: 'agentbay.console.aliyun.com',
      format: 'agentbay',
      example: 'https://agentbay.console.aliyun.com/service-management',
    },
    { host: 'smithery.ai', format: 'mcp-servers', example: 'https://smithery.ai/server/acme' },
    { host: 'glama.ai', format: 'mcp-servers', example: 'https://glama.ai/mcp/servers' },
  ],
};
