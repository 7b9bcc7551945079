/** Keyharbor's mark: an anchor whose ring is a key's bow. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 128 128" aria-hidden="true">
      <rect width="128" height="128" rx="28" />
      <g>
        <circle cx="64" cy="33" r="14" />
        <path d="M64 47v57M64 59h19M64 77h13M24 73c3 20 19 31 40 31s37-11 40-31" />
      </g>
    </svg>
  );
}
