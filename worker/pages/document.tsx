import { renderToString } from 'preact-render-to-string';
import type { Child } from 'preact/jsx-runtime';

export interface Page {
  readonly title: string;
  /** BCP 47: `en`, `zh-CN`. */
  readonly lang?: string;
  /** `narrow`: one column to act in; `wide`: something to read. */
  readonly width?: 'narrow' | 'wide';
  /** Where the browser goes by itself, at once. */
  readonly goesTo?: string;
  /** Above the page: where one is, where else one can go. */
  readonly top?: Child;
  readonly main: Child;
}

/** A page of ours as HTML: no script, light or dark as the reader has it. Whatever is put into it is text. */
export function htmlOf({ title, lang = 'en', width = 'wide', goesTo, top, main }: Page): string {
  const html = (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        {goesTo === undefined ? null : <meta http-equiv="refresh" content={`0;url=${goesTo}`} />}
        <title>{`${title} · Keyharbor`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body class={width}>
        {top}
        <main>{main}</main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(html)}`;
}
