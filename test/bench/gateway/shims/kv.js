// KV in memory, as much of it as the gateway uses: get and put.
const values = new Map();

export default {
  async fetch(request) {
    const key = new URL(request.url).pathname;
    if (request.method === 'PUT') {
      values.set(key, await request.text());
      return new Response();
    }
    const value = values.get(key);
    return value === undefined ? new Response('none', { status: 404 }) : new Response(value);
  },
};
