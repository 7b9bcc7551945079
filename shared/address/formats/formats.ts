import { addMcp } from './add-mcp.ts';
import { agentbay } from './agentbay.ts';
import { antigravity } from './antigravity.ts';
import { chatgpt } from './chatgpt.ts';
import { claudeCode } from './claude-code.ts';
import { claudeCodeProject } from './claude-code-project.ts';
import { claudeConnector } from './claude-connector.ts';
import { claudeDesktop } from './claude-desktop.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { codexFile } from './codex-file.ts';
import { continueDev } from './continue-dev.ts';
import { copilotCli } from './copilot-cli.ts';
import { curl } from './curl.ts';
import { cursor } from './cursor.ts';
import { cursorProject } from './cursor-project.ts';
import { dify } from './dify.ts';
import { dotenv } from './dotenv.ts';
import { fx } from './fx.ts';
import { geminiCli } from './gemini-cli.ts';
import { geminiCliFile } from './gemini-cli-file.ts';
import { goose } from './goose.ts';
import { grok } from './grok.ts';
import { jetbrainsAi } from './jetbrains-ai.ts';
import { kiloCode } from './kilo-code.ts';
import { kimiCode } from './kimi-code.ts';
import { kiro } from './kiro.ts';
import { kiroProject } from './kiro-project.ts';
import { langchainJs } from './langchain-js.ts';
import { langchainPython } from './langchain-python.ts';
import { lmStudio } from './lm-studio.ts';
import { mastraCode } from './mastra-code.ts';
import { mcpServers } from './mcp-servers.ts';
import { mcporter } from './mcporter.ts';
import { openaiResponses } from './openai-responses.ts';
import { opencode } from './opencode.ts';
import { pi } from './pi.ts';
import { plain } from './plain.ts';
import { pythonSdk } from './python-sdk.ts';
import { qwenCode } from './qwen-code.ts';
import { qwenCodeFile } from './qwen-code-file.ts';
import { rooCode } from './roo-code.ts';
import { urlWithTicket } from './ticket-url.ts';
import { typescriptSdk } from './typescript-sdk.ts';
import { vercelAi } from './vercel-ai.ts';
import { vscode } from './vscode.ts';
import { vscodeShell } from './vscode-shell.ts';
import { windsurf } from './windsurf.ts';
import { zed } from './zed.ts';
import type { Format } from './format.ts';

/** Every format, in the order people see them: editors and agents, then hosted clients, then code, then plain forms. */
export const formats: readonly Format[] = [
  claudeCode,
  claudeCodeProject,
  claudeConnector,
  claudeDesktop,
  cursor,
  cursorProject,
  vscode,
  vscodeShell,
  codex,
  codexFile,
  geminiCli,
  geminiCliFile,
  windsurf,
  copilotCli,
  cline,
  rooCode,
  continueDev,
  zed,
  jetbrainsAi,
  kiro,
  kiroProject,
  antigravity,
  goose,
  lmStudio,
  opencode,
  kiloCode,
  qwenCode,
  qwenCodeFile,
  kimiCode,
  grok,
  pi,
  mastraCode,
  mcporter,
  fx,
  chatgpt,
  dify,
  addMcp,
  openaiResponses,
  typescriptSdk,
  pythonSdk,
  vercelAi,
  langchainJs,
  langchainPython,
  curl,
  dotenv,
  mcpServers,
  agentbay,
  plain,
  urlWithTicket,
];

/** The format called `id`; the first one where there is none by that name (any more). */
export function formatById(id: string | null | undefined): Format {
  return formats.find((format) => format.id === id) ?? claudeCode;
}
