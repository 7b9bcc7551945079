import type { WantKind } from './ask.ts';

const plain = /^[A-Za-z0-9_.\-/]{1,128}$/;

/**
 * Whether a name is the same to every program: plain ASCII (MCP 2025-11-25, Tool Names) or, for a resource, a URI in
 * its normal form. Others can be written in ways that a server reads as a name which the policy denies.
 */
export function isSafeName(kind: WantKind, name: string): boolean {
  return kind === 'resource' ? isNormalUri(name) : plain.test(name);
}

/** RFC 3986, section 6.2.2: nothing encoded that need not be, no dot segments, no empty ones. */
function isNormalUri(uri: string): boolean {
  if (!/^[\x21\x23-\x3B\x3D\x3F-\x5B\x5D\x5F\x61-\x7E]{1,2048}$/.test(uri)) return false;
  if (/%(?![0-9A-F]{2})|%(?:2[DEF]|3\d|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])/i.test(uri)) return false;
  const path = uri.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/)?/i, '');
  return !/(?:^|\/)\.{1,2}(?:[/?#]|$)|\/\//.test(path);
}
