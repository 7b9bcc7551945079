import type { SiteGroup } from '../site-group.ts';

/** Assistants in the tab: they take connectors by URL, and mostly need a browser to work in. */
export const chats: SiteGroup = {
  environment: 'browser',
  reason: 'ai_chat',
  sites: [
    { host: 'claude.ai', format: 'claude-connector', example: 'https://claude.ai/chat/7' },
    { host: 'claude.com', format: 'claude-connector', example: 'https://claude.com/product/overview' },
    { host: 'chatgpt.com', format: 'chatgpt', example: 'https://chatgpt.com/c/7' },
    { host: 'chat.openai.com', format: 'chatgpt', example: 'https://chat.openai.com/c/7' },
    { host: 'gemini.google.com', example: 'https://gemini.google.com/app' },
    { host: 'aistudio.google.com', example: 'https://aistudio.google.com/prompts/new_chat' },
    { host: 'copilot.microsoft.com', example: 'https://copilot.microsoft.com/chats/7' },
    { host: 'm365.cloud.microsoft', example: 'https://m365.cloud.microsoft/chat' },
    { host: 'perplexity.ai', example: 'https://www.perplexity.ai/search/7' },
    { host: 'grok.com', example: 'https://grok.com/chat/7' },
    { host: 'chat.mistral.ai', example: 'https://chat.mistral.ai/chat/7' },
    { host: 'chat.deepseek.com', example: 'https://chat.deepseek.com/' },
    { host: 'chat.qwen.ai', example: 'https://chat.qwen.ai/c/7' },
    { host: 'tongyi.com', example: 'https://www.tongyi.com/' },
    { host: 'kimi.com', example: 'https://www.kimi.com/chat/7' },
    { host: 'doubao.com', example: 'https://www.doubao.com/chat/7' },
    { host: 'yuanbao.tencent.com', example: 'https://yuanbao.tencent.com/chat/7' },
    { host: 'chatglm.cn', example: 'https://chatglm.cn/main' },
    { host: 'poe.com', example: 'https://poe.com/chat/7' },
    { host: 'huggingface.co', path: '/chat', example: 'https://huggingface.co/chat/conversation/7' },
    { host: 'meta.ai', example: 'https://www.meta.ai/' },
    { host: 'manus.im', example: 'https://manus.im/app' },
    { host: 'duck.ai', example: 'https://duck.ai/' },
    { host: 't3.chat', example: 'https://t3.chat/chat/7' },
  ],
};
