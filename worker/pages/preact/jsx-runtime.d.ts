/**
 * What views are made of, as far as the compiler has to know. Preact's own types bring the browser's globals along, which
 * the Worker has not: it would compile what cannot run (docs/decisions/0030-pages-by-preact.md).
 */
export type Child = string | number | boolean | null | undefined | JSX.Element | readonly Child[];

export namespace JSX {
  interface Element {
    readonly type: unknown;
    readonly props: object;
  }
  interface ElementChildrenAttribute {
    readonly children: Child;
  }
  interface IntrinsicElements {
    readonly [tag: string]: { readonly [attribute: string]: Child };
  }
}

export function Fragment(props: { readonly children?: Child }): JSX.Element;
export function jsx(tag: unknown, props: object): JSX.Element;
export function jsxs(tag: unknown, props: object): JSX.Element;
