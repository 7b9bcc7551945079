import type { JSX } from './jsx-runtime.d.ts';

/** The view as HTML. Every text and attribute in it is escaped. */
export function renderToString(view: JSX.Element): string;
