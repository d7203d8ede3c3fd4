import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEvents, type ServerEvent } from '../../web/events.ts';

async function read(chunks: Uint8Array[]): Promise<ServerEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

const stream =
  ': heartbeat\n\nevent: delta\ndata: {"text":"增长𠮷7.5%"}\n\nevent: done\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent: delta\ndata: half';
const events = [
  { event: 'delta', data: '{"text":"增长𠮷7.5%"}' },
  { event: 'done', data: '{"a":\n1}' },
];

test('events come whole, comments and an unfinished end do not', async () => {
  expect(await read([new TextEncoder().encode(stream)])).toEqual(events);
});

test('events are the same however the bytes are cut', async () => {
  const bytes = new TextEncoder().encode(stream);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: bytes.length }), { maxLength: 12 }), async (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      expect(await read(places.slice(1).map((end, place) => bytes.slice(places[place], end)))).toEqual(events);
    }),
    { numRuns: 200 },
  );
});
