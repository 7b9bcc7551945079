interface Manner {
  readonly status?: number;
  /** Whose scripts may run: nobody's, unless it is said. */
  readonly script?: "'none'" | "'self'";
  /** Where forms may be sent. */
  readonly forms?: "'none'" | "'self'";
  /** `no-store` for whatever is about one person. */
  readonly cache?: string;
}

/** What a page of ours may do: show itself and its own style sheet. */
const policy = ({ script = "'none'", forms = "'none'" }: Manner) =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action ${forms}`,
    "frame-ancestors 'none'",
  ].join('; ');

/** Any answer that a browser shows: it must not guess what it is, nor tell others where it came from. */
export function respond(body: BodyInit | null, type: string, manner: Manner = {}): Response {
  return new Response(body, {
    status: manner.status ?? 200,
    headers: {
      'content-type': type,
      'content-security-policy': policy(manner),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': manner.cache ?? 'max-age=300',
    },
  });
}
