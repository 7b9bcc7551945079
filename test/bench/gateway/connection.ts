import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An answer, as little of it as a measurement needs. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
  /** When its first event had arrived, by `performance.now()`; `undefined` where it has none. */
  readonly firstEventAt: number | undefined;
}

const headEnd = '\r\n\r\n';
const lastChunk = '0\r\n\r\n';

/**
 * One kept-alive HTTP/1.1 connection, by hand: a client of the usual kind costs as much as what is measured. One request
 * at a time; answers have a Content-Length or come in chunks.
 */
export class Connection {
  readonly socket: Socket;
  private text = '';
  private seen: (() => void) | undefined;
  private firstEventAt: number | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (piece: string) => {
      this.text += piece;
      if (this.firstEventAt === undefined && hasEvent(this.text)) this.firstEventAt = performance.now();
      this.seen?.();
    });
    socket.on('close', () => this.seen?.());
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** Rejects where the connection ends first. */
  async ask(request: string): Promise<Answer> {
    await this.send(request, isWhole);
    const { text, firstEventAt } = this;
    const end = text.indexOf(headEnd);
    const [head, body] = [text.slice(0, end), text.slice(end + headEnd.length)];
    return { status: Number(text.slice(9, 12)), head, body, firstEventAt };
  }

  /** Sends, and waits only until the answer has begun to say something. */
  async begin(request: string): Promise<void> {
    await this.send(request, hasEvent);
  }

  close(): void {
    this.socket.destroy();
  }

  private send(request: string, isEnough: (text: string) => boolean): Promise<void> {
    this.text = '';
    this.firstEventAt = undefined;
    const enough = new Promise<void>((resolve, reject) => {
      this.seen = () => {
        if (isEnough(this.text)) resolve();
        else if (this.socket.destroyed) reject(new Error(`the connection ended: ${this.text}`));
      };
    });
    this.socket.write(request);
    return enough;
  }
}

function hasEvent(text: string): boolean {
  return text.includes('data:');
}

function isWhole(text: string): boolean {
  const end = text.indexOf(headEnd);
  if (end === -1) return false;
  const head = text.slice(0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return text.length >= end + headEnd.length + Number(length);
  return /\r\ntransfer-encoding: chunked/i.test(head) ? text.endsWith(lastChunk) : true;
}
