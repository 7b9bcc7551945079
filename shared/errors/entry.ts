/** One reason to say no. */
export interface ErrorEntry {
  /** HTTP status of the answer. 200 where one well-formed MCP request fails but its connection is fine. */
  readonly status: number;
  /** The same where the credential is a ticket in the URL: some statuses mislead clients there. As `status` if left out. */
  readonly urlStatus?: number;
  /** The same where a body names what is refused: anywhere but below this path. As `status` if left out. */
  readonly inBody?: { readonly unlessAt: string; readonly status: number };
  /** JSON-RPC code on `/mcp`: HTTP status × 100 + n, or the code that JSON-RPC or MCP reserves for it. */
  readonly rpc?: number;
  readonly title: string;
  /** What to do next, in one sentence. */
  readonly hint: string;
}
