import type { EventStore, JSONRPCMessage } from '@modelcontextprotocol/server';

/** Remembers every event of one session, so that a client can go on where its stream was lost. */
export function createEventStore(): EventStore {
  const events: { readonly stream: string; readonly message: JSONRPCMessage }[] = [];
  const at = (id: string) => Number(id.split('.').at(-1));

  return {
    async storeEvent(stream, message) {
      events.push({ stream, message });
      return `${stream}.${events.length - 1}`;
    },
    getStreamIdForEventId: async (id) => events[at(id)]?.stream,
    async replayEventsAfter(last, { send }) {
      const stream = events[at(last)]?.stream ?? '';
      for (const [index, event] of events.entries()) {
        // The priming event of a stream is an empty message, not to be told twice.
        if (index <= at(last) || event.stream !== stream || !('jsonrpc' in event.message)) continue;
        await send(`${stream}.${index}`, event.message);
      }
      return stream;
    },
  };
}
