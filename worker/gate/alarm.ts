/**
 * The gate's one alarm, shared by everything that must happen later.
 *
 * An alarm survives the loss of the instance and, unlike a timer, does not keep an idle gate awake.
 */
export function createAlarm(storage: DurableObjectStorage) {
  let known: number | null | undefined; // `undefined`: not asked yet.

  return {
    /** Makes sure that the alarm rings at `at` (Unix milliseconds) or before. */
    async by(at: number): Promise<void> {
      if (known === undefined) {
        const stored = await storage.getAlarm();
        if (known === undefined) known = stored; // Else somebody has set it while we asked.
      }
      if (known !== null && known <= at) return;
      known = at;
      await storage.setAlarm(at);
    },

    /** To be called first when it rings: it is set no longer. */
    rang(): void {
      known = undefined;
    },
  };
}
