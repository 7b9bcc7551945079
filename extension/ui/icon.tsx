/** Line drawings on a grid of 16, drawn for this project. */
const drawings = {
  windows: 'M2.5 3.5h11v9h-11zM8 3.5v9M2.5 8h11',
  linux: 'M2.5 3h11v10h-11zM5 6l2 2-2 2M8.5 10.5H11',
  browser: 'M2.5 3h11v10h-11zM2.5 6h11M4.5 4.5h.01M6.5 4.5h.01',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5M9 3 7 13',
  mobile: 'M5 2h6v12H5zM7.25 12h1.5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5 14 14',
  plus: 'M8 3v10M3 8h10',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  eye: 'M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8zM8 6.25a1.75 1.75 0 1 0 0 3.5 1.75 1.75 0 0 0 0-3.5z',
  'eye-off': 'M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8zM3 13 13 3',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  check: 'M3 8.5 6.5 12 13 4.5',
  console: 'M6.5 3H3v10h10V9.5M9 3h4v4M13 3 7.5 8.5',
} as const;

export type IconName = keyof typeof drawings;

/** A small picture beside words, or inside a button that has a name; it says nothing by itself. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}
