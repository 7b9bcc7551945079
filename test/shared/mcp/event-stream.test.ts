import { expect, test } from 'vitest';

import { createEventCutter, withData, type ServerEvent } from '../../../shared/mcp/event-stream.ts';

const most = 1_000;

function cut(...pieces: string[]): ServerEvent[] {
  const cutter = createEventCutter(most);
  return pieces.flatMap((piece) => cutter(piece) ?? []);
}

test.each(['\n', '\r\n', '\r'])('events end at a blank line, whose line end is %j', (end) => {
  const stream = [
    `: comment`,
    '',
    'event: endpoint',
    'data:/messages',
    '',
    'id: 7',
    'data: a',
    'data: b',
    '',
    'x',
  ];
  const text = stream.join(end);
  const events = cut(text);
  expect(events.map(({ name, data }) => [name, data])).toEqual([
    ['message', ''],
    ['endpoint', '/messages'],
    ['message', 'a\nb'],
  ]);
  expect(text.startsWith(events.map(({ raw }) => raw).join(''))).toBe(true);
});

test('events are the same, however their stream is torn', () => {
  const text = 'event: a\r\ndata: one\r\n\r\ndata: two\n\n: ping\n\ndata\n\n';
  const whole = cut(text);
  expect(whole).toHaveLength(4);
  expect(cut(...text.split(''))).toEqual(whole);
  for (let at = 0; at < text.length; at += 1) expect(cut(text.slice(0, at), text.slice(at))).toEqual(whole);
});

test('an event that never ends is given up', () => {
  const cutter = createEventCutter(10);
  expect(cutter('data: 1234')).toEqual([]);
  expect(cutter('5')).toBeNull();
});

test('an event with other data keeps its name, its id and its comments', () => {
  const [event] = cut('id: 7\r\nevent: message\r\n: x\r\nretry: 5\r\ndata: {\r\ndata: }\r\n\r\n');
  const other = withData(event ?? { raw: '', name: '', data: '' }, '[\n]');
  expect(other).toBe('id: 7\nevent: message\n: x\nretry: 5\ndata: [\ndata: ]\n\n');
});
