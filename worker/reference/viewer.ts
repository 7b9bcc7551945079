import { respond } from '../pages/respond.ts';

/** Files of the viewer's package that its page needs. */
const files: Readonly<Record<string, string>> = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
};

/** Shows the reference; nothing can be sent from it, since no web page may call the API. */
export const start = `SwaggerUIBundle({
  url: '/v1/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  supportedSubmitMethods: [],
  validatorUrl: null,
});
`;

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>API reference · Keyharbor</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<main id="reference"><p>The reference needs JavaScript. The same, for machines: <a href="/v1/openapi.json">openapi.json</a>.</p></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</html>`;

export function serveViewer(): Response {
  return respond(html, 'text/html; charset=utf-8', { script: "'self'" });
}

/** A file of the viewer; `null` where it needs none of that name. */
export async function serveViewerFile(name: string, { ASSETS }: Env): Promise<Response | null> {
  const type = files[name];
  if (type === undefined) return null;
  const { body } = await ASSETS.fetch(`http://assets.local/${name}`);
  return respond(body, type);
}
