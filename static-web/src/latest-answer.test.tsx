/** Of requests that overlap, only the latest one's answer or failure counts. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, expect, test } from 'vitest';
import { useLatestAnswer, type LatestAnswer } from './latest-answer';

let latest: LatestAnswer<string>;

function Page({ onDraw }: { onDraw: (drawn: LatestAnswer<string>) => void }) {
  onDraw(useLatestAnswer<string>());
  return null;
}

beforeEach(() => act(() => render(<Page onDraw={(drawn) => (latest = drawn)} />, document.createElement('main'))));

/** A request that the test answers or fails later. */
function request() {
  let [answer, fail]: [(text: string) => void, (reason: Error) => void] = [() => undefined, () => undefined];
  const promise = new Promise<string>((resolve, reject) => ([answer, fail] = [resolve, reject]));
  return { promise, answer, fail };
}

const FAILURE = new Error('the server does not answer');

test('an earlier answer that arrives last is ignored', async () => {
  const [first, second] = [request(), request()];
  const [earlier, later] = [latest.follow(first.promise), latest.follow(second.promise)];
  second.answer('new');
  expect(await later).toBe(true);
  first.answer('old');
  expect(await earlier).toBe(false);
  expect(latest.answer.value).toBe('new');
});

test('an earlier failure that arrives last is ignored', async () => {
  const [first, second] = [request(), request()];
  const [earlier, later] = [latest.follow(first.promise), latest.follow(second.promise)];
  second.answer('new');
  await later;
  first.fail(FAILURE);
  expect(await earlier).toBe(false);
  expect(latest.failure.value).toBeUndefined();
});

test('an earlier answer that arrives last does not remove the failure of the latest request', async () => {
  const [first, second] = [request(), request()];
  const [earlier, later] = [latest.follow(first.promise), latest.follow(second.promise)];
  second.fail(FAILURE);
  await later;
  first.answer('old');
  await earlier;
  expect(latest.failure.value).toBe(FAILURE);
  expect(latest.answer.value).toBeUndefined();
});

test('a request that a person has made removes the previous failure at once, one by the clock only when it is answered', async () => {
  await latest.follow(Promise.reject(FAILURE));
  const [background, asked] = [request(), request()];
  void latest.follow(background.promise);
  expect(latest.failure.value).toBe(FAILURE);
  void latest.load(asked.promise);
  expect(latest.failure.value).toBeUndefined();
});
