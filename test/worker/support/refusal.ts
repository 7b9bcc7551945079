/** What a client is told by a refused call. */
export interface Told {
  readonly status: number;
  readonly code: unknown;
  readonly rpc: unknown;
  readonly id: unknown;
}

/** Reads a JSON-RPC refusal. */
export async function refusal(response: Response): Promise<Told> {
  const { id, error } = await response.json<{
    id: unknown;
    error: { code: number; data: { code: string } };
  }>();
  return { status: response.status, code: error.data.code, rpc: error.code, id };
}
