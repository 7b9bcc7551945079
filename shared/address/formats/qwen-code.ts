import { inShell, type Format } from './format.ts';

export const qwenCode: Format = {
  id: 'qwen-code',
  title: 'Qwen Code',
  place: inShell,
  credential: 'secret',
  write: ({ name, url, secret }) =>
    `qwen mcp add -t http ${name} ${url} -H "Authorization: Bearer ${secret}"`,
};
