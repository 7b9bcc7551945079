import type { SiteGroup } from '../site-group.ts';

/** Assistants in the tab: they take connectors by URL, and mostly need a browser to work in. */
export const chats: SiteGroup = {
  environment: 'browser',
  reason: 'ai_chat',
  sites: [
    'claude.ai claude-connector https://claude.ai/chat/7',
    'claude.com claude-connector https://claude.com/product/overview',
    'chatgpt.com chatgpt https://chatgpt.com/c/7',
    'chat.openai.com chatgpt https://chat.openai.com/c/7',
    'gemini.google.com https://gemini.google.com/app',
    'aistudio.google.com https://aistudio.google.com/prompts/new_chat',
    'copilot.microsoft.com https://copilot.microsoft.com/chats/7',
    'm365.cloud.microsoft https://m365.cloud.microsoft/chat',
    'perplexity.ai https://www.perplexity.ai/search/7',
    'grok.com https://grok.com/chat/7',
    'chat.mistral.ai https://chat.mistral.ai/chat/7',
    'chat.deepseek.com https://chat.deepseek.com/',
    'chat.qwen.ai https://chat.qwen.ai/c/7',
    'tongyi.com https://www.tongyi.com/',
    'kimi.com https://www.kimi.com/chat/7',
    'doubao.com https://www.doubao.com/chat/7',
    'yuanbao.tencent.com https://yuanbao.tencent.com/chat/7',
    'chatglm.cn https://chatglm.cn/main',
    'poe.com https://poe.com/chat/7',
    'huggingface.co/chat https://huggingface.co/chat/conversation/7',
    'meta.ai https://www.meta.ai/',
    'manus.im https://manus.im/app',
    'duck.ai https://duck.ai/',
    't3.chat https://t3.chat/chat/7',
  ],
};
