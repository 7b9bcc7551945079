/** What a page of ours may do: show itself and its own style sheet. The viewer also runs its own script. */
const policy = (script: string) =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Any answer below `/docs`: a browser must not guess what it is, nor tell others where it came from. */
export function serve(body: BodyInit | null, type: string, { script = "'none'" } = {}): Response {
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-security-policy': policy(script),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'max-age=300',
    },
  });
}

export interface Page {
  readonly title: string;
  /** HTML; whatever is put into it went through `escape`. */
  readonly main: string;
}

/** A page to read: no script, light or dark as the reader has it. */
export function servePage({ title, main }: Page): Response {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escape(title)} · Keyharbor</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/style.css">
<nav><a href="/docs">API reference</a> · <a href="/docs/errors">Refusals</a></nav>
<main>${main}</main>
</html>`;
  return serve(html, 'text/html; charset=utf-8');
}

/** Text as HTML that reads the same, also inside quotes. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export const style = `:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { background: light-dark(#fff, #1b1b1f); color: light-dark(#1b1b1f, #e6e6ea); max-width: 46rem; margin: 0 auto; padding: 1.5rem; }
a { color: light-dark(#0b57d0, #a8c7fa); }
h1 { line-height: 1.25; }
dt { font-weight: 600; margin-top: 1rem; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.3rem 0.6rem 0.3rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
code { font-family: ui-monospace, monospace; }
`;
