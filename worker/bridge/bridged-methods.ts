const bridged = [
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
];

/** Whether both eras know this request and mean the same by it. All else would be misunderstood rather than refused. */
export function isBridged(method: unknown): boolean {
  return typeof method === 'string' && bridged.includes(method);
}
