// D1 over a Durable Object's SQLite: plain workerd binds D1 to whatever service speaks its protocol.
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';

export default class Entry extends WorkerEntrypoint {
  fetch(request) {
    return this.env.STORE.get(this.env.STORE.idFromName('db')).fetch(request);
  }
}

export class Store extends DurableObject {
  async fetch(request) {
    const form = new URL(request.url).searchParams.get('resultsFormat') ?? 'ARRAY_OF_OBJECTS';
    const body = await request.json();
    const queries = Array.isArray(body) ? body : [body];
    try {
      const results = this.ctx.storage.transactionSync(() => queries.map((query) => this.#run(form, query)));
      return Response.json(results, { headers: { 'x-cf-d1-session-commit-token': '0' } });
    } catch (error) {
      return Response.json({ success: false, error: error.message }, { status: 500 });
    }
  }

  #run(form, { sql, params }) {
    const { sql: store } = this.ctx.storage;
    const values = (params ?? []).map((each) => (Array.isArray(each) ? new Uint8Array(each).buffer : each));
    const cursor = store.exec(sql, ...values);
    const columns = cursor.columnNames;
    const rows = [...cursor.raw()].map((row) => row.map(plain));
    const { changes } = store.exec('SELECT changes() AS changes').one();
    const objects = () =>
      rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])));
    return {
      success: true,
      results: form === 'ROWS_AND_COLUMNS' ? { columns, rows } : objects(),
      meta: {
        duration: 0,
        changes: cursor.rowsWritten > 0 ? changes : 0,
        changed_db: cursor.rowsWritten > 0,
        rows_read: cursor.rowsRead,
        rows_written: cursor.rowsWritten,
      },
    };
  }
}

function plain(value) {
  return value instanceof ArrayBuffer ? [...new Uint8Array(value)] : value;
}
