import { refusal, type ScriptedAnswer } from './scripted-worker.ts';

const hour = 3_600_000;

function keyOf(at: number, name: string, other: object = {}) {
  return {
    id: `key_${String(at).padStart(16, '0')}`,
    projectId: 'prj_default',
    name,
    masked: 'khk_0aB3…x9Yz',
    status: 'active',
    policy: { id: 'pol_default', version: 1 },
    rev: 1,
    createdAt: Date.now() - at * hour,
    changedAt: Date.now() - at * hour,
    ...other,
  };
}

const first = keyOf(1, 'nightly agents');
const kinds = [
  first,
  keyOf(2, 'a name that is as long as a name may be, and goes on to the very end'),
  keyOf(3, '构建服务器的密钥，名称很长，用来检查省略是否正常显示并且不会把按钮挤出去'),
  keyOf(4, 'switched off', { status: 'disabled' }),
  keyOf(5, 'expired', { expiresAt: Date.now() - hour }),
  keyOf(6, 'seen in a log', { status: 'disabled', exposedAt: Date.now() - hour }),
  keyOf(7, 'draining', { status: 'disabled', drainingUntil: Date.now() + hour }),
];
const many = Array.from({ length: 300 }, (_, at) => keyOf(at, `agent ${at}`));

const listed = (keys: readonly object[]): Script => ({ 'GET /v1/keys': [200, { keys, next: null }] });
const silent: Script = {
  'GET /v1/deployment': 'silence',
  'GET /v1/keys': 'silence',
  'GET /v1/site-rules': 'silence',
};
const failing = (code: string, status: number): Script => ({
  'GET /v1/keys': refusal(code, status),
  'GET /v1/deployment': refusal(code, status),
});
const asked = (verb: string, answer: ScriptedAnswer): Script => ({
  [`POST /v1/keys/${first.id}/${verb}`]: answer,
});
const secret = `khk_${'0'.repeat(16)}_${'s'.repeat(49)}`;
const tools = ['run_code', 'read_file', 'write_file', 'list_files', 'search', 'install', 'format', 'lint'];
const session = (at: number) => ({
  id: `ses_${String(at).padStart(22, '0')}`,
  keyId: first.id,
  image: 'code_latest',
  client: 'claude-code/2.1.330',
  era: 'stateless',
  policy: { id: 'pol_default', version: 1 },
  ...Object.fromEntries(
    ['startedAt', 'activeAt', 'userActiveAt', 'calls', 'bytesIn', 'bytesOut', 'streams'].map((name) => [
      name,
      1,
    ]),
  ),
  end: null,
});

type Script = Readonly<Record<string, ScriptedAnswer>>;

/** One state: what the Worker answers, what was kept before, what is pressed, and what is then on screen. */
export interface State {
  readonly name: string;
  readonly script: Script;
  readonly cached?: readonly object[];
  readonly press?: readonly string[];
  readonly shows: string;
  readonly address?: string;
}

/** Every state that the popup can be in, as people meet it. */
export const states: readonly State[] = [
  { name: 'first-run', script: silent, shows: '.skeleton' },
  { name: 'slow', script: silent, cached: kinds, shows: '[data-state="ready"][data-fresh="false"] .key' },
  { name: 'kinds', script: listed(kinds), shows: '[data-fresh="true"] .key:nth-child(7)' },
  { name: 'many', script: listed(many), shows: '[data-fresh="true"] .key:nth-child(300)' },
  { name: 'empty', script: {}, shows: '[data-state="empty"] button.primary' },
  {
    name: 'unreachable',
    script: { 'GET /v1/keys': 'hang up', 'GET /v1/deployment': 'hang up' },
    cached: kinds,
    shows: '[data-state="offline"] .notice',
  },
  {
    name: 'record-down',
    script: failing('record_unavailable', 503),
    cached: kinds,
    shows: '.notice .failure',
  },
  { name: 'nothing-known', script: failing('gate_unavailable', 503), shows: '.notice .failure' },
  {
    name: 'revoked',
    script: failing('device_revoked', 403),
    cached: kinds,
    shows: '[data-state="connect"] .failure',
  },
  { name: 'not-found', script: listed(kinds), press: ['/', 'z', 'z', 'z'], shows: '.nothing' },
  {
    name: 'copied',
    script: { ...listed(kinds), ...asked('reveal', [200, { secret }]) },
    press: ['Enter'],
    shows: '[data-outcome="copied"]',
  },
  {
    name: 'copy-refused',
    script: { ...listed(kinds), ...asked('reveal', refusal('reveal_limit', 429)) },
    press: ['Enter'],
    shows: '.key > .failure',
  },
  {
    name: 'copy-disabled',
    script: listed(kinds),
    press: ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter'],
    shows: '.key > .failure',
  },
  {
    name: 'revealed',
    script: { ...listed(kinds), ...asked('reveal', [200, { secret }]) },
    press: ['r'],
    shows: '.revealed[aria-busy="false"]',
  },
  {
    name: 'tested',
    script: {
      ...listed(kinds),
      ...asked('test', [
        200,
        { code: null, tools: tools.map((name) => ({ name, title: null })), hasMore: true, latencyMs: 84 },
      ]),
    },
    press: ['t'],
    shows: '.tested li',
  },
  {
    name: 'test-refused',
    script: {
      ...listed(kinds),
      ...asked('test', [200, { code: 'upstream_unreachable', tools: [], hasMore: false, latencyMs: 84 }]),
    },
    press: ['t'],
    shows: '.tested .failure',
  },
  {
    name: 'testing',
    script: { ...listed(kinds), ...asked('test', 'silence') },
    press: ['t'],
    shows: '.tested[aria-busy="true"]',
  },
  {
    name: 'confirm',
    script: {
      ...listed(kinds),
      [`GET /v1/keys/${first.id}/sessions`]: [200, { sessions: [session(1), session(2)] }],
    },
    press: ['d'],
    shows: '[role="alertdialog"] input[type="checkbox"]',
  },
  { name: 'help', script: listed(kinds), press: ['?'], shows: 'dialog[open]' },
];
