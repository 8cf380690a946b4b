/** Near companies first: the position is asked for by a tap, stays on the phone, and is forgotten by another. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EMPTY, type Place } from '../../memory/memory';
import { isNear, nearFirst, spotOf } from '../../memory/nearby';
import { changeMemory, memory } from '../../memory/store';
import { loadMemory } from '../../offline/stored';
import { speak } from '../../texts';
import { button, closePage, fillIn, openPage, tap, until, type Page } from './page';
import { waitFor } from '../../../tests/waiting';

const TOWN_HALL = { latitude: 55.67575712, longitude: 12.56901234 };
const place = (cvr: string, name: string, spot?: Place['spot']): Place => ({
  cvr,
  name,
  address: name,
  isFavourite: false,
  ...(spot && { spot }),
});
const PLACES = [
  place('90001523', 'Den seneste'),
  place('90001531', 'På hjørnet', { latitude: 55.676, longitude: 12.57 }),
];
let page: Page;

type Ask = (succeed: PositionCallback, fail: PositionErrorCallback) => void;

/** A phone that answers so when its position is asked for. */
function phoneThat(getCurrentPosition: Ask | undefined, permission = 'prompt'): void {
  const permissions = { query: () => Promise.resolve({ state: permission }) };
  const geolocation = getCurrentPosition && { getCurrentPosition: vi.fn<Ask>(getCurrentPosition) };
  const own = { permissions: { value: permissions }, geolocation: { value: geolocation } };
  vi.stubGlobal('navigator', Object.create(navigator, own));
}

const locating: Ask = (succeed) => succeed({ coords: TOWN_HALL, timestamp: 0 } as GeolocationPosition);
const failing =
  (code: number): Ask =>
  (_, fail) =>
    fail({ code } as GeolocationPositionError);
const names = () => [...document.querySelectorAll('.chip-name')].map(({ textContent }) => textContent);
const opened = async (before: object = {}) => {
  page = await openPage();
  await changeMemory(() => ({ ...EMPTY, places: PLACES, ...before }));
  await until(() => names().length === 2);
};

beforeEach(() => speak('da'));
afterEach(async () => {
  await closePage(page);
});

test('the nearest come first after a tap, and all spots are forgotten by another', async () => {
  phoneThat(locating);
  await opened();
  expect(names()).toEqual(['Den seneste', 'På hjørnet']);
  expect(navigator.geolocation.getCurrentPosition).not.toHaveBeenCalled();
  await tap(button('I nærheden'));
  await until(() => names()[0] === 'På hjørnet', 'the near one');
  expect(page.root.textContent).toContain('På hjørnet · i nærheden');
  expect(page.root.textContent).toContain('Positionen sendes ikke');
  await tap(button('I nærheden'));
  await until(() => names()[0] === 'Den seneste');
  await waitFor(async () => expect(JSON.stringify(await loadMemory())).not.toContain('spot'));
});

test.each([
  ['denied', failing(1), 'giver ikke siden lov'],
  ['not to be had', failing(2), 'kan ikke finde positionen'],
  ['too slow', failing(3), 'tog for lang tid'],
  ['unknown to the phone', undefined, 'kan ikke finde positionen'],
])('a position that is %s is told of, and the rest stands as it did', async (_, ask, words) => {
  phoneThat(ask);
  await opened();
  await tap(button('I nærheden'));
  await until(() => page.root.textContent!.includes(words), words);
  expect(names()).toEqual(['Den seneste', 'På hjørnet']);
  expect(memory.value.usesPosition).toBe(false);
});

test('where it is used already it is found again without a question, and never with one', async () => {
  phoneThat(locating, 'granted');
  await opened({ usesPosition: true });
  await until(() => names()[0] === 'På hjørnet', 'the near one');
  page.close();
  phoneThat(locating, 'prompt');
  await opened({ usesPosition: false });
  await changeMemory((before) => ({ ...before, usesPosition: true }));
  await until(() => names().length === 2);
  expect(navigator.geolocation.getCurrentPosition).not.toHaveBeenCalled();
});

test('what is sent does not say where; the phone keeps it to about a hundred metres', async () => {
  phoneThat(locating, 'granted');
  await opened({ usesPosition: true });
  await until(() => names()[0] === 'På hjørnet', 'the near one');
  await fillIn();
  await tap(button('Send registrering'));
  await until(() => page.sent.length > 0, 'the registration to be sent');
  await until(() => memory.value.places.some(({ cvr }) => cvr === '90001000'), 'the place');
  expect(memory.value.places[0]!.spot).toEqual({ latitude: 55.676, longitude: 12.569 });
  expect(JSON.stringify(page.api.bodies)).not.toContain('55.67');
});

test('near is what one walks to', () => {
  expect(isNear(PLACES[1]!, spotOf(TOWN_HALL))).toBe(true);
  expect(isNear(PLACES[1]!, { latitude: 55.686, longitude: 12.57 })).toBe(false);
  expect(nearFirst(PLACES, undefined)).toEqual(PLACES);
});
