/** An IPv4 or IPv6 network: its address as 4 or 16 bytes, and how many of their bits count. */
export interface IpRange {
  readonly bytes: readonly number[];
  readonly bits: number;
}

/**
 * Reads `10.0.0.0/8`, `2001:db8::/32` or one address (RFC 4632, RFC 4291 section 2.2); `null` for anything else. No
 * leading zeros, no zones. An IPv4 address written as IPv6 (`::ffff:10.0.0.1`) is the IPv4 address.
 */
export function readIpRange(text: string): IpRange | null {
  const [address = '', length, ...more] = text.split('/');
  const bytes = readIp(address);
  if (bytes === null || more.length > 0) return null;
  const most = bytes.length * 8;
  if (length !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(length)) return null;
  const bits = length === undefined ? most : Number(length);
  if (bits > most) return null;
  if (bits >= 96 && isMapped(bytes)) return { bytes: bytes.slice(12), bits: bits - 96 };
  return { bytes, bits };
}

/** Whether `ip` is one of the addresses of one of `ranges`. What cannot be read is in none. */
export function isInRanges(ip: string, ranges: readonly string[]): boolean {
  const address = ip.includes('/') ? null : readIpRange(ip);
  if (address === null) return false;
  return ranges.some((text) => {
    const range = readIpRange(text);
    return range !== null && contains(range, address.bytes);
  });
}

function contains({ bytes, bits }: IpRange, address: readonly number[]): boolean {
  if (bytes.length !== address.length) return false;
  return bytes.every((byte, at) => {
    const counted = Math.min(8, Math.max(0, bits - at * 8));
    return (byte ^ (address[at] ?? 0)) >> (8 - counted) === 0;
  });
}

function readIp(text: string): number[] | null {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

function readIpv4(text: string): number[] | null {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(isByte) ? parts.map(Number) : null;
}

function isByte(part: string): boolean {
  return /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255;
}

function readIpv6(text: string): number[] | null {
  if (text.length > 45) return null;
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return null;
  const before = readGroups(head, tail === undefined);
  const after = readGroups(tail ?? '', true);
  if (before === null || after === null) return null;
  const missing = 16 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return null;
  return [...before, ...Array<number>(missing).fill(0), ...after];
}

/** The bytes of groups between colons; only the last of them all may be an IPv4 address. */
function readGroups(text: string, isEnd: boolean): number[] | null {
  const groups = text === '' ? [] : text.split(':');
  const bytes = groups.map((group, at) => {
    if (group.includes('.')) return isEnd && at === groups.length - 1 ? readIpv4(group) : null;
    if (!/^[0-9a-f]{1,4}$/i.test(group)) return null;
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
  return bytes.every((pair) => pair !== null) ? bytes.flat() : null;
}

function isMapped(bytes: readonly number[]): boolean {
  return (
    bytes.length === 16 &&
    bytes.slice(0, 10).every((byte) => byte === 0) &&
    bytes[10] === 255 &&
    bytes[11] === 255
  );
}
