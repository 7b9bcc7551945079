import type { NewImage } from '../../shared/image/fields.ts';
import { defaultImages } from '../../shared/image/image.ts';

const hosts = { cn: 'agentbay.wuying.aliyuncs.com', intl: 'agentbay-intl.wuying.aliyuncs.com' } as const;
const paths = { 'streamable-http': '/v2/mcp', sse: '/v2/sse' } as const;

export interface AgentBayAccount {
  /** `akm-…` */
  readonly apiKey: string;
  readonly region: keyof typeof hosts;
  readonly transport: keyof typeof paths;
}

/**
 * The five images of an AgentBay account: the addresses that its console shows, with the API key as credential. Its ids
 * are those of our built-in images, so one list serves both.
 */
export function agentBayImages({ apiKey, region, transport }: AgentBayAccount): NewImage[] {
  return defaultImages.map(({ id, environment, title }) => ({
    title: `AgentBay ${title}`,
    environment,
    url: `https://${hosts[region]}${paths[transport]}?IMAGEID=${id}`,
    transport,
    credential: { in: 'query', name: 'APIKEY', value: apiKey },
    channel: 'latest',
    note: '',
    release: { tool: 'kill_sandbox', argument: 'sandbox_id' },
  }));
}
