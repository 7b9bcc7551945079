/**
 * When the Worker made a nonce for proofs: Unix seconds by the Worker's clock, `NaN` where the text is no nonce of ours.
 * A device whose clock is wrong takes the time from here, else its proofs would be too old or from the future.
 */
export function nonceTime(nonce: string): number {
  return Number(/^(\d{10})\./.exec(nonce)?.[1]);
}
