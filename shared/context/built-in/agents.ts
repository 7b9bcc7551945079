import type { SiteGroup } from '../site-group.ts';

/** Consoles and documentation of frameworks that agents are built with: their code runs tools. */
export const agents: SiteGroup = {
  environment: 'code',
  reason: 'agent_framework',
  sites: [
    'platform.openai.com openai-responses https://platform.openai.com/docs/guides/tools-connectors-mcp',
    'platform.claude.com typescript-sdk https://platform.claude.com/docs/en/agents-and-tools',
    'console.anthropic.com typescript-sdk https://console.anthropic.com/workbench',
    'ai-sdk.dev vercel-ai https://ai-sdk.dev/docs/ai-sdk-core/mcp-tools',
    'sdk.vercel.ai vercel-ai https://sdk.vercel.ai/docs',
    'smith.langchain.com langchain-python https://smith.langchain.com/o/7',
    'js.langchain.com langchain-js https://js.langchain.com/docs',
    'langchain.com langchain-python https://docs.langchain.com/oss/python/langchain/mcp',
    'langchain-ai.github.io langchain-python https://langchain-ai.github.io/langgraph',
    'llamaindex.ai python-sdk https://developers.llamaindex.ai/python',
    'crewai.com python-sdk https://docs.crewai.com/en/mcp/overview',
    'ai.pydantic.dev python-sdk https://ai.pydantic.dev/mcp/client',
    'google.github.io/adk-docs python-sdk https://google.github.io/adk-docs/tools/mcp-tools',
    'microsoft.github.io/autogen python-sdk https://microsoft.github.io/autogen/stable',
    'mastra.ai typescript-sdk https://mastra.ai/docs/tools-mcp/mcp-overview',
    'n8n.io https://app.n8n.cloud.n8n.io/workflow/7',
    'flowiseai.com mcp-servers https://docs.flowiseai.com/tools',
    'langflow.org mcp-servers https://docs.langflow.org/mcp-client',
    'coze.com https://www.coze.com/space/7',
    'coze.cn https://www.coze.cn/space/7',
    'bailian.console.aliyun.com mcp-servers https://bailian.console.aliyun.com/',
    'agentbay.console.aliyun.com agentbay https://agentbay.console.aliyun.com/service-management',
    'smithery.ai mcp-servers https://smithery.ai/server/acme',
    'glama.ai mcp-servers https://glama.ai/mcp/servers',
  ],
};
