import { h, render } from 'preact';

const names = Array.from({ length: 20 }, (_, at) => `Key ${at}`);
const copy = (name: string) => void navigator.clipboard.writeText(name);
const items = names.map((name) =>
  h('li', { key: name }, h('button', { class: 'key-copy', onClick: () => copy(name) }, name)),
);
const root = document.getElementById('app');

if (root) render(h('ul', { class: 'keys' }, items), root);
