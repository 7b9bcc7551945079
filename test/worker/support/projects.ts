import { api } from './calls.ts';

/** A project with one of everything that another operation can name. */
export async function givenProject(name: string) {
  const { id: project } = await api.createProject({ name });
  const { image } = await api.createImage({
    project,
    title: name,
    environment: 'code',
    url: 'https://mcp.example/mcp',
  });
  const policy = await api.createPolicy({ project, ...policyFields });
  const { key } = await api.createKey({ project, name });
  const ticket = await api.createTicket({ id: key.id, image: 'linux_latest', label: name });
  const { id: rule } = await api.createSiteRule({
    project,
    pattern: 'https://a.example/*',
    image: 'linux_latest',
  });
  const { webhook } = await api.createWebhook({
    project,
    url: 'https://hooks.example/',
    events: ['key.created'],
  });
  await api.testWebhook({ id: webhook.id });
  const [delivery] = (await api.listDeliveries({ id: webhook.id })).deliveries;
  return {
    project,
    image: image.id,
    policy: policy.id,
    key: key.id,
    ticket: ticket.ticket.id,
    rule,
    webhook: webhook.id,
    delivery: delivery?.id ?? '',
  };
}
export type Ids = Awaited<ReturnType<typeof givenProject>>;

export const policyFields = { name: 'linux', images: ['linux_latest'], release: null, maxRunMinutes: 10 };
