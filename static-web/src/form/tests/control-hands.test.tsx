/** The controls that ask the phone itself, or the hand: position and signature. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FieldDef } from '../../definition';
import { speak } from '../../texts';
import { begun, drawnOn } from '../controls/strokes';
import { base, both, draw, root, undraw } from './drawing';
import { button, tap, until } from './page';

beforeEach(() => speak('da'));
afterEach(() => {
  undraw();
  vi.unstubAllGlobals();
});

const field = (more: object): FieldDef => ({ ...base, id: 'x', label: both('X'), ...more }) as FieldDef;

function locatedBy(getCurrentPosition: unknown): void {
  const phone = Object.create(navigator, { geolocation: { value: { getCurrentPosition } } });
  vi.stubGlobal('navigator', phone);
}

test('the position is asked for by a tap, and can be taken away again', async () => {
  const coords = { latitude: 55.67575712345, longitude: 12.569, accuracy: 11.4 };
  const getCurrentPosition = (succeed: PositionCallback) =>
    succeed({ coords, timestamp: Date.UTC(2026, 10, 23, 10) } as GeolocationPosition);
  locatedBy(getCurrentPosition);
  const form = await draw([field({ control: 'position' })]);
  await tap(button('Brug min position'));
  await until(() => form.answers.value['x'] !== undefined);
  expect(form.answers.value['x']).toEqual({
    latitude: 55.675757,
    longitude: 12.569,
    accuracy: 12,
    at: '2026-11-23T10:00:00.000Z',
  });
  expect(root.textContent).toContain('(inden for 12 m)');
  await tap(button('Fjern positionen'));
  expect(form.answers.value).toEqual({});
});

test.each([
  [1, 'giver ikke siden lov'],
  [2, 'kan ikke finde positionen'],
  [3, 'tog for lang tid'],
])('a position that is not had (%i) is explained', async (code, words) => {
  const getCurrentPosition = (_: unknown, failed: (reason: { code: number }) => void) => failed({ code });
  locatedBy(getCurrentPosition);
  await draw([field({ control: 'position' })]);
  await tap(button('Brug min position'));
  await until(() => root.textContent!.includes(words), words);
});

const PATH = /^(M ?[0-9]+([.][0-9]+)? [0-9]+([.][0-9]+)?( ?L ?[0-9]+([.][0-9]+)? [0-9]+([.][0-9]+)?)* ?)+$/;

test('a signature is strokes inside the paper, in the form that the server takes, and never too long', () => {
  let path = begun('', { x: -5, y: 10.4 });
  expect(path).toBe('M 0 10 L 0 10');
  expect(drawnOn(path, { x: 1, y: 10 }, 20_000)).toBe(path);
  for (let step = 0; step < 5_000; step++) path = drawnOn(path, { x: (step * 37) % 700, y: (step * 53) % 300 }, 20_000);
  expect(path.length).toBeLessThanOrEqual(20_000);
  expect(begun(path, { x: 5, y: 5 })).toMatch(PATH);
});
