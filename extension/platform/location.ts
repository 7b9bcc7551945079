/** The part of this page's address behind `#`. */
export const hash = () => location.hash;

export function setHash(next: string): void {
  location.hash = next;
}

export function watchHash(heard: () => void): void {
  addEventListener('hashchange', heard);
}

export function reload(): void {
  location.reload();
}
