/**
 * The address of whoever calls, from the header that the deployment trusts (`TRUSTED_IP_HEADER`): `CF-Connecting-IP`
 * on Cloudflare, which sets it itself and takes no other. `null` where none is trusted: anybody can send a header.
 */
export function clientIp({ headers }: Request, { TRUSTED_IP_HEADER: name }: Env): string | null {
  return name === '' ? null : headers.get(name);
}
