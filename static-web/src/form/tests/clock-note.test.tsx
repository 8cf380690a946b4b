/** A phone whose clock is wrong, and a form that was begun before anybody knew. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { learnClock } from '../../clock';
import { speak } from '../../texts';
import { uuidv7 } from '../uuid';
import { box, button, closePage, openPage, tap, type, until, type Page } from './page';

const HOUR = 3_600_000;
const TIME = 'Tidspunkt for besøget';
const RIGHT = 'Telefonens ur går forkert';
let page: Page;

/** The server's clock is that of this machine, and the phone's so much ahead of it. */
const ahead = (by: number) => learnClock(new Date(Date.now() - by).toUTCString(), Date.now());
const visit = () => new Date(box(TIME).value).getTime();
const isAbout = (moment: number) => Math.abs(visit() - moment) < 3 * 60_000;
const correct = () =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.startsWith('Ret til'));

beforeEach(() => speak('da'));
afterEach(async () => {
  ahead(0);
  await closePage(page);
});

test('is told so as soon as the server has said, and mends what the clock has put in by one tap', async () => {
  page = await openPage(undefined, uuidv7());
  expect(page.root.textContent).not.toContain(RIGHT);
  ahead(5 * HOUR);
  await until(() => page.root.textContent!.includes(RIGHT));
  expect(isAbout(Date.now())).toBe(true);
  await tap(correct()!);
  expect(isAbout(Date.now() - 5 * HOUR)).toBe(true);
  expect(correct()).toBeUndefined();
  await tap(button('Nu'));
  expect(isAbout(Date.now() - 5 * HOUR)).toBe(true);
  expect(correct()).toBeUndefined();
});

test('what the person has written themselves is left alone', async () => {
  page = await openPage(undefined, uuidv7());
  await type(box(TIME), '2026-11-20T09:00');
  ahead(5 * HOUR);
  await until(() => page.root.textContent!.includes(RIGHT));
  expect(correct()).toBeUndefined();
  expect(box(TIME).value).toBe('2026-11-20T09:00');
});

test('where it is known from the beginning the right time stands there at once', async () => {
  ahead(40 * 24 * HOUR);
  page = await openPage(undefined, uuidv7());
  expect(page.root.textContent).toContain(RIGHT);
  expect(isAbout(Date.now() - 40 * 24 * HOUR)).toBe(true);
  expect(correct()).toBeUndefined();
});
